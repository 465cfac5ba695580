export type { NcaAddresses } from "@/lib/eds/input";
export { type EdsOutcome, type EdsRequest, useEds } from "./use-eds";
