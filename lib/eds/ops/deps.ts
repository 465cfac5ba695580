import type { Clock, Randomness } from "@/lib/kernel";
import type { ChallengePurpose } from "../core/challenge";
import type { Revocation } from "../revocation/status";
import type { Threads } from "../threads/pool";
import type { TrustStore } from "../trust/store";

export type EdsDeps = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Named in every challenge: a text signed for one site says nothing to another. */
  readonly domain: string;
  /** From which nonces are drawn, so that a challenge's text can be made again and only its hash is kept. */
  readonly secret: string;
  readonly words: Readonly<Record<ChallengePurpose, string>>;
  readonly trust: () => TrustStore;
  readonly revocation: Revocation;
  readonly threads: () => Threads;
  readonly policy: EdsPolicy;
};

export type EdsPolicy = {
  /** From this moment on the old national algorithm proves nothing. */
  readonly gost2004Until: Date;
  /** What a sign-in does when nobody can say whether the key is revoked. Documents are refused then, whatever this says. */
  readonly signInWhenUnknown: "refuse" | "accept";
};
