import { ok, type Result } from "@/lib/kernel";
import type { SuiteName } from "../core/algorithms";
import type { EdsError } from "../core/error";
import { identify, type Signer } from "../core/identity";
import type { Moment, SoundSignature } from "../core/verify";
import { decodeCms } from "../core/wire";
import type { StatusEvidence } from "../revocation/evidence";
import type { EdsDeps } from "./deps";
import { judgingOf, statusOf } from "./judge";
import { hashOf } from "./new-challenge";
import { type ChainLine, chainLine, statusLine, timestampLine, type VerificationReport } from "./report";

/** One who signed, with what his signature was accepted on. */
export type LooseSigner = {
  readonly signer: Signer;
  readonly suite: SuiteName;
  readonly chain: readonly ChainLine[];
  readonly moment: Moment;
  readonly claimedAt: Date | null;
  readonly timestamp: VerificationReport["timestamp"];
  readonly statuses: VerificationReport["statuses"];
};

/** What anybody's signature says: over which bytes, and each signer judged by himself. */
export type LooseReport = {
  readonly attached: boolean;
  /** Of what was signed, lower-case hex. */
  readonly sha256: string;
  readonly content: Uint8Array;
  readonly signers: readonly Result<LooseSigner, EdsError>[];
};

export type VerifyLoose = {
  /** Base64, PEM or the file's own bytes. */
  readonly cms: string | Uint8Array;
  /** Null where the content travels inside. */
  readonly document: Uint8Array | null;
};

/** Verifies anybody's signature over anybody's document. Nothing is asked of the signer but a path to our authorities; nothing is kept. */
export const verifyLoose =
  (deps: EdsDeps) =>
  async ({ cms, document }: VerifyLoose): Promise<Result<LooseReport, EdsError>> => {
    const der = typeof cms === "string" ? decodeCms(cms) : ok(cms);
    if (!der.ok) return der;
    const judging = judgingOf(deps, deps.clock.now(), true);
    const done = await deps.threads().run({ kind: "signers", cms: der.value, content: document, judging });
    if (!done.ok) return done;
    if (!done.value.ok) return done.value;
    const { attached, content, signers } = done.value.value;
    const judged = await Promise.all(signers.map((signer) => (signer.ok ? whole(deps, signer.value) : signer)));
    return ok({ attached, content, sha256: hashOf(content).toString("hex"), signers: judged });
  };

async function whole(deps: EdsDeps, sound: SoundSignature): Promise<Result<LooseSigner, EdsError>> {
  const signer = identify(sound.certificate);
  if (!signer.ok) return signer;
  const statuses = await statusOf(deps, sound, "refuse");
  return statuses.ok ? ok(looseSignerOf(sound, signer.value, statuses.value)) : statuses;
}

export const looseSignerOf = (
  sound: SoundSignature,
  signer: Signer,
  statuses: readonly StatusEvidence[],
): LooseSigner => ({
  ...{ signer, suite: sound.suite, moment: sound.moment, claimedAt: sound.claimedAt },
  chain: sound.chain.map(chainLine),
  timestamp: timestampLine(sound),
  statuses: statuses.map(statusLine),
});
