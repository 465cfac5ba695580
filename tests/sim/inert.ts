import type { Failpoint } from "@/lib/fiscal/failpoint";

/** Nobody dies at a named point here: a schedule kills at any wait. */
export const inert: Failpoint = { isArmed: () => false, pass: () => undefined };
