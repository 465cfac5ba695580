export type { NcaAddresses } from "@/lib/eds/input";
export { EdsEnter, refusalOf } from "./eds-enter";
export { NcaCheck } from "./nca-check";
export type { NcaSigner } from "./nca-talk";
export { useEds } from "./use-eds";
