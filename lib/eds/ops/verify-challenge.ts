import { err, isId, ok, type Result } from "@/lib/kernel";
import type { ChallengePurpose, ChallengeRealm } from "../core/challenge";
import type { EdsError } from "../core/error";
import type { Signer } from "../core/identity";
import { checkChallengePurpose, checkMayBind } from "../core/policy";
import { takeChallenge } from "../store/challenge";
import type { EdsDeps } from "./deps";
import { type Demands, judge } from "./judge";
import { hashOf, textOf } from "./new-challenge";

export type VerifyChallenge = {
  readonly challengeId: string;
  readonly browserKey: string;
  /** Base64 or PEM. */
  readonly cms: string;
  readonly purpose: ChallengePurpose;
  /** Where it is given, the challenge must have been made for it. */
  readonly realm?: ChallengeRealm | null;
};

/**
 * Tells who answered a challenge. The challenge is spent before anything is answered, right or wrong, so one text is judged
 * once; all reasons why there is none to answer read the same.
 */
export const verifyChallenge =
  (deps: EdsDeps) =>
  async ({ challengeId, browserKey, cms, purpose, realm }: VerifyChallenge): Promise<Result<Signer, EdsError>> => {
    const stale = err({ code: "eds.challenge_stale" } as const);
    if (!isId(challengeId)) return stale;
    const taken = await takeChallenge(challengeId, purpose, hashOf(browserKey), deps.clock.now());
    if (!taken || (realm !== undefined && realm !== taken.realm)) return stale;
    const text = textOf(deps, { id: challengeId, purpose, realm: taken.realm, issuedAt: taken.issuedAt });
    if (!hashOf(text).equals(taken.textHash)) return stale; // made before a setting changed
    const judged = await judge(deps, cms, text, {
      demands: demandsOf(purpose),
      byTimestamp: false,
      whenUnknown: purpose === "sign_in" ? deps.policy.signInWhenUnknown : "refuse",
    });
    return judged.ok ? ok(judged.value.signer) : judged;
  };

/** Registration binds an organisation, so the key must belong to one who may; sign-in leaves that to the account. */
const demandsOf =
  (purpose: ChallengePurpose): Demands =>
  (certificate, signer) => {
    const proves = checkChallengePurpose(certificate);
    return proves.ok && purpose === "register" ? checkMayBind(signer) : proves;
  };
