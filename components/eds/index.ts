export type { NcaAddresses } from "@/lib/eds/input";
export { EdsEnter } from "./eds-enter";
export { NcaCheck } from "./nca-check";
export type { NcaSigner } from "./nca-talk";
export { bytesOf, refusalOf } from "./request";
export { SignatureReport, Verdict } from "./signature-report";
export type { SignatureView } from "./signature-view";
export { useEds } from "./use-eds";
