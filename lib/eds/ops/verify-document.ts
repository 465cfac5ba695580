import { ok, type Result } from "@/lib/kernel";
import { type Certificate, fingerprintOf, onlyName } from "../core/certificate";
import type { EdsError } from "../core/error";
import type { Signer } from "../core/identity";
import { OID } from "../core/oids";
import { checkActsFor, checkDocumentPurpose, checkMayBind, type WantedSigner } from "../core/policy";
import type { ListEvidence } from "../revocation/lists";
import type { EdsDeps } from "./deps";
import { type Judged, judge } from "./judge";
import { hashOf } from "./new-challenge";

export type VerifyDocument = {
  /** The very bytes that are kept and that the person was shown. */
  readonly content: Uint8Array;
  /** Base64 or PEM. */
  readonly cms: string;
  readonly mustBe: WantedSigner;
};

/** A signature that was accepted, with what it was accepted on. */
export type VerifiedSignature = {
  readonly signer: Signer;
  readonly cms: Uint8Array;
  /** Lower-case hex. */
  readonly contentSha256: string;
  /** DER, from the signer to the anchor. */
  readonly chain: readonly Uint8Array[];
  readonly lists: readonly ListEvidence[];
  readonly report: VerificationReport;
  readonly verifiedAt: Date;
};

/** What was checked and found, for people and for courts; plain JSON. */
export type VerificationReport = {
  readonly algorithms: string;
  readonly decidedAt: string;
  readonly claimedSigningTime: string | null;
  readonly oddNumber: boolean;
  readonly chain: { readonly name: string; readonly sha256: string; readonly notAfter: string }[];
  readonly lists: {
    readonly address: string;
    readonly sha256: string;
    readonly thisUpdate: string;
    readonly nextUpdate: string;
  }[];
};

/** Verifies a signature under a document: a signing key, of one who may bind, of exactly the wanted organisation or person. */
export const verifyDocument =
  (deps: EdsDeps) =>
  async ({ content, cms, mustBe }: VerifyDocument): Promise<Result<VerifiedSignature, EdsError>> => {
    const judged = await judge(deps, cms, content, (certificate, signer) => {
      const purpose = checkDocumentPurpose(certificate);
      if (!purpose.ok) return purpose;
      const acts = checkActsFor(signer, mustBe);
      return acts.ok ? checkMayBind(signer) : acts;
    });
    if (!judged.ok) return judged;
    const { signer, sound, lists, at } = judged.value;
    return ok({
      ...{ signer, cms: judged.value.cms, contentSha256: hashOf(content).toString("hex"), lists },
      chain: sound.chain.map((certificate) => certificate.der),
      report: reportOf(judged.value),
      verifiedAt: at,
    });
  };

const reportOf = ({ sound, signer, lists, at }: Judged): VerificationReport => ({
  algorithms: sound.suite,
  decidedAt: at.toISOString(),
  claimedSigningTime: sound.claimedAt?.toISOString() ?? null,
  oddNumber: signer.oddNumber,
  chain: sound.chain.map((certificate: Certificate) => ({
    name: onlyName(certificate, OID.commonName) ?? "",
    sha256: fingerprintOf(certificate),
    notAfter: certificate.notAfter.toISOString(),
  })),
  lists: lists.map(({ address, sha256, thisUpdate, nextUpdate }) => ({
    address,
    sha256: Buffer.from(sha256).toString("hex"),
    thisUpdate: thisUpdate.toISOString(),
    nextUpdate: nextUpdate.toISOString(),
  })),
});
