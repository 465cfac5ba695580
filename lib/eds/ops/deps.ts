import type { Clock, Randomness } from "@/lib/kernel";
import type { ChallengePurpose } from "../core/challenge";
import type { Revocation } from "../revocation/lists";
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
};
