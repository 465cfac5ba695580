/** What a challenge is for. Never a document: `type` keeps the two apart for good. */
export type ChallengePurpose = "sign_in" | "register";
export type ChallengeRealm = "cabinet" | "pos" | "ofd";

export type ChallengeFacts = {
  readonly id: string;
  readonly domain: string;
  readonly purpose: ChallengePurpose;
  readonly realm: ChallengeRealm | null;
  readonly nonce: string;
  readonly issuedAt: Date;
  /** What a person should know who looks at the bytes. */
  readonly words: string;
};

/** The bytes to sign: the same facts always give the same bytes, so the server needs to keep no more than their hash. */
export const challengeBytes = (facts: ChallengeFacts): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      type: "tiyn.challenge.1",
      words: facts.words,
      domain: facts.domain,
      purpose: facts.purpose,
      realm: facts.realm,
      id: facts.id,
      nonce: facts.nonce,
      issuedAt: facts.issuedAt.toISOString(),
    }),
  );
