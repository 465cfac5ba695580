import { createHash, createHmac } from "node:crypto";
import { invariant, newId } from "@/lib/kernel";
import { bounds } from "../core/bounds";
import { type ChallengePurpose, type ChallengeRealm, challengeBytes } from "../core/challenge";
import { openChallenge } from "../store/challenge";
import type { EdsDeps } from "./deps";

export type NewChallenge = {
  readonly purpose: ChallengePurpose;
  readonly realm: ChallengeRealm | null;
  /** A random value in a cookie of the asking browser: only that browser may answer. */
  readonly browserKey: string;
};

export const hashOf = (text: string | Uint8Array): Buffer => createHash("sha256").update(text).digest();

/** Makes the text of a challenge; of equal facts it always makes the same one. */
export function textOf(
  deps: EdsDeps,
  facts: { id: string; purpose: ChallengePurpose; realm: ChallengeRealm | null; issuedAt: Date },
): Uint8Array {
  const nonce = createHmac("sha256", deps.secret).update(`eds-challenge:${facts.id}`).digest("base64url");
  return challengeBytes({ ...facts, nonce, domain: deps.domain, words: deps.words[facts.purpose] });
}

/** Makes a text for a visitor to sign: single use, good for five minutes, for this browser and purpose alone. */
export const newChallenge =
  (deps: EdsDeps) =>
  async ({ purpose, realm, browserKey }: NewChallenge): Promise<{ id: string; text: string }> => {
    invariant(browserKey.length >= 16, "a browser's key cannot be guessed");
    const issuedAt = deps.clock.now();
    const id = newId(deps.clock, deps.randomness);
    const text = textOf(deps, { id, purpose, realm, issuedAt });
    await openChallenge({
      ...{ id, purpose, realm, issuedAt },
      browserHash: hashOf(browserKey),
      textHash: hashOf(text),
      expiresAt: new Date(issuedAt.getTime() + bounds.challengeMs),
    });
    return { id, text: Buffer.from(text).toString("base64") };
  };
