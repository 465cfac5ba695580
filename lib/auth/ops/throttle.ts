import { call } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import { sha256 } from "../hash";
import type { Origin, TooManyAttempts } from "./sign-in";

/** What the street may ask for, and how often from one address: an office behind one address has to get along with it. */
const RULES = {
  eds_challenge: { usesMax: 60, windowSeconds: 5 * 60 },
  check_signature: { usesMax: 20, windowSeconds: 5 * 60 },
  /** Letters that a cashier sends to addresses he types in; counted by account. */
  mail_receipt: { usesMax: 30, windowSeconds: 5 * 60 },
} as const;

/** Counts one use of something that costs us work, in the database, before the work; refuses when there were too many. */
export async function throttle(
  kind: keyof typeof RULES,
  { address }: Pick<Origin, "address">,
): Promise<Result<undefined, TooManyAttempts>> {
  const { usesMax, windowSeconds } = RULES[kind];
  const waitSeconds = await call<number>("app", "common.throttle_use", [
    ...[kind, sha256(address), usesMax, windowSeconds],
  ]);
  return waitSeconds === 0 ? ok(undefined) : err({ code: "too_many_attempts", minutes: Math.ceil(waitSeconds / 60) });
}
