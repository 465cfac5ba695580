import { randomFillSync } from "node:crypto";
import type { Clock, Randomness } from "@/lib/kernel";

/** The machine's clock. Fiscal time is not taken from it: the database's is. */
export const systemClock: Clock = { now: () => new Date() };

/** The machine's source of chance. */
export const systemRandomness: Randomness = { bytes: (length) => randomFillSync(new Uint8Array(length)) };
