export type { NcaAddresses } from "@/lib/eds/input";
export { type EdsAnswer, EdsEnter, refusalOf } from "./eds-enter";
export { type EdsOutcome, type EdsRequest, useEds } from "./use-eds";
