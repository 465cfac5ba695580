export type { NcaAddresses } from "@/lib/eds/input";
export { EdsEnter } from "./eds-enter";
export { NcaCheck } from "./nca-check";
export type { NcaSigner } from "./nca-talk";
export { bytesOf, refusalOf } from "./request";
export { useEds } from "./use-eds";
