import { systemClock, systemRandomness } from "@/lib/config";
import { verifyDocument } from "@/lib/eds";
import type { Clock, Randomness } from "@/lib/kernel";

/** What the ops take from outside: time, chance and the word about a signature. Tests bring their own. */
export type RegistersDeps = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly verifyDocument: typeof verifyDocument;
};

export const registersDeps: RegistersDeps = { clock: systemClock, randomness: systemRandomness, verifyDocument };
