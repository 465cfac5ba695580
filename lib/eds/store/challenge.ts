import { call } from "@/lib/db";
import type { ChallengePurpose, ChallengeRealm } from "../core/challenge";

export type KeptChallenge = {
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly realm: ChallengeRealm | null;
  readonly browserHash: Buffer;
  readonly textHash: Buffer;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
};

/** Keeps a challenge until it is taken or dies. */
export async function openChallenge(challenge: KeptChallenge): Promise<void> {
  const { id, purpose, realm, browserHash, textHash, issuedAt, expiresAt } = challenge;
  await call("app", "common.eds_challenge_open", [id, purpose, realm, browserHash, textHash, issuedAt, expiresAt]);
}

export type TakenChallenge = {
  readonly realm: ChallengeRealm | null;
  readonly textHash: Buffer;
  readonly issuedAt: Date;
};

/** Takes a challenge for good; null when there is none for this browser and purpose, or it was taken, or its time is over. */
export async function takeChallenge(
  id: string,
  purpose: ChallengePurpose,
  browserHash: Buffer,
  now: Date,
): Promise<TakenChallenge | null> {
  const row = await call<{ realm: ChallengeRealm | null; textHash: string; issuedAtMs: number } | null>(
    "app",
    "common.eds_challenge_take",
    [id, purpose, browserHash, now],
  );
  return row && { realm: row.realm, textHash: Buffer.from(row.textHash, "hex"), issuedAt: new Date(row.issuedAtMs) };
}
