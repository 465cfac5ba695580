import { env, log } from "@/lib/config";

/** Places at which a process may be told to die, to prove that nothing acknowledged is lost there. */
export const FAILPOINTS = [
  "accept.committed",
  "seal.committed",
  "wire.first_byte",
  "wire.answered",
  "settle.committed",
] as const;
export type FailpointName = (typeof FAILPOINTS)[number];

export type Failpoint = { isArmed(name: FailpointName): boolean; pass(name: FailpointName): void };

/** Inert unless the setting FAILPOINTS names the point; production refuses to start with one. */
export const failpoint: Failpoint = {
  isArmed: (name) => env().FAILPOINTS.includes(name),
  pass(name) {
    if (!env().FAILPOINTS.includes(name)) return;
    log("warn", "fiscal.failpoint", { name });
    process.kill(process.pid, "SIGKILL");
  },
};
