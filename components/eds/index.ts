export type { NcaAddresses } from "@/lib/eds/input";
export { EdsEnter, refusalOf } from "./eds-enter";
export { useEds } from "./use-eds";
