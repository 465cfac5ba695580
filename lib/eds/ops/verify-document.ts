import { ok, type Result } from "@/lib/kernel";
import type { SuiteName } from "../core/algorithms";
import type { EdsError } from "../core/error";
import type { Signer } from "../core/identity";
import { checkDocumentPurpose, checkSignsFor, type WantedSigner } from "../core/policy";
import type { Moment } from "../core/verify";
import type { StatusEvidence } from "../revocation/evidence";
import type { EdsDeps } from "./deps";
import { judge } from "./judge";
import { hashOf } from "./new-challenge";
import { reportOf, type VerificationReport } from "./report";

export type VerifyDocument = {
  /** The very bytes that are kept and that the person was shown. */
  readonly content: Uint8Array;
  /** Base64 or PEM. */
  readonly cms: string;
  readonly mustBe: WantedSigner;
};

/** A signature that was accepted: who, by which key and chain, when, and on what evidence. */
export type VerifiedSignature = {
  readonly signer: Signer;
  readonly suite: SuiteName;
  readonly moment: Moment;
  /** The signer's own claim; it decided nothing. */
  readonly claimedAt: Date | null;
  readonly cms: Uint8Array;
  /** Lower-case hex. */
  readonly contentSha256: string;
  /** DER, from the signer to the anchor. */
  readonly chain: readonly Uint8Array[];
  /** DER, of the time stamp's authority; nothing without a trusted stamp. The stamp itself travels inside the CMS. */
  readonly timestampChain: readonly Uint8Array[];
  readonly statuses: readonly StatusEvidence[];
  readonly report: VerificationReport;
  readonly verifiedAt: Date;
};

/** Verifies a signature under a document: a signing key, of one who may bind, of exactly the wanted organisation, and of whoever is signed in. */
export const verifyDocument =
  (deps: EdsDeps) =>
  async ({ content, cms, mustBe }: VerifyDocument): Promise<Result<VerifiedSignature, EdsError>> => {
    const judged = await judge(deps, cms, content, {
      demands(certificate, signer) {
        const purpose = checkDocumentPurpose(certificate);
        return purpose.ok ? checkSignsFor(signer, mustBe) : purpose;
      },
      byTimestamp: true,
      whenUnknown: "refuse",
    });
    if (!judged.ok) return judged;
    const { signer, sound, statuses, at } = judged.value;
    return ok({
      ...{ signer, suite: sound.suite, moment: sound.moment, claimedAt: sound.claimedAt, statuses },
      ...{ cms: judged.value.cms, contentSha256: hashOf(content).toString("hex") },
      chain: sound.chain.map(({ der }) => der),
      timestampChain: (sound.timestamp?.chain ?? []).map(({ der }) => der),
      report: reportOf(judged.value),
      verifiedAt: at,
    });
  };
