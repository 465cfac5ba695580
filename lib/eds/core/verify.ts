import { err, ok, type Result } from "@/lib/kernel";
import type { SuiteName } from "./algorithms";
import { checkAttributes } from "./attributes";
import type { Certificate } from "./certificate";
import { buildChain, type Chain } from "./chain";
import { type Cms, certificateOfSigner, onlySigner, parseCms, type SignerInfo } from "./cms";
import type { EdsError } from "./error";
import { checkAlgorithmAge } from "./policy";
import { checkAlgorithms, checkAttached, checkDigest, checkValue } from "./signature";
import { checkTimestamp, type Timestamp, tokenOf } from "./timestamp";

/** The time at which a signature is judged, and by what it is known. */
export type Moment = { readonly at: Date; readonly by: "received" | "timestamp" };

/** A signature whose mathematics, content and chain hold; revocation, purpose and role are still to be asked. */
export type SoundSignature = {
  readonly certificate: Certificate;
  readonly chain: Chain;
  readonly suite: SuiteName;
  readonly claimedAt: Date | null;
  readonly moment: Moment;
  /** Null when there is none. */
  readonly timestamp: Timestamp | null;
};

/** What of the server's own a signature is judged by. */
export type Judging = {
  readonly anchors: readonly Certificate[];
  readonly at: Date;
  /** Whether a time stamp may move the moment of judging back: for documents, never for a login. */
  readonly byTimestamp?: boolean;
  /** Since when ГОСТ 34.310-2004 is no longer accepted; null never refuses it. */
  readonly gost2004Until?: Date | null;
};

/**
 * Verifies one CMS over the server's own bytes as far as that goes without the network. Nothing is taken from the
 * signature but the signature: content, anchors and time are ours.
 */
export function verifySignature(
  der: Uint8Array,
  content: Uint8Array,
  judging: Judging,
): Result<SoundSignature, EdsError> {
  const cms = parseCms(der);
  if (!cms.ok) return cms;
  const signer = onlySigner(cms.value);
  return signer.ok ? verifySigner(cms.value, signer.value, content, judging) : signer;
}

/** Verifies what one signer of a CMS signed. */
export function verifySigner(
  cms: Cms,
  signer: SignerInfo,
  content: Uint8Array,
  judging: Judging,
): Result<SoundSignature, EdsError> {
  const certificate = certificateOfSigner(cms, signer);
  if (!certificate.ok) return certificate;
  const suite = checkAlgorithms(signer, certificate.value);
  if (!suite.ok) return suite;
  const facts = checkAttributes(cms, signer, certificate.value);
  if (!facts.ok) return facts;
  const signed = checkValue(signer, certificate.value, suite.value, facts.value);
  if (!signed.ok) return signed;
  const attached = checkAttached(cms.content, content);
  if (!attached.ok) return attached;
  const same = checkDigest(facts.value, suite.value, content);
  if (!same.ok) return same;
  const timestamp = timestampOf(signer, judging);
  if (!timestamp.ok) return timestamp;
  const moment = momentOf(timestamp.value, judging);
  const young = checkAlgorithmAge(suite.value.name, moment.at, judging.gost2004Until ?? null);
  if (!young.ok) return young;
  const chain = buildChain(certificate.value, judging.anchors, moment.at);
  if (!chain.ok) return chain;
  return ok({
    ...{ certificate: certificate.value, chain: chain.value, suite: suite.value.name },
    ...{ claimedAt: facts.value.claimedAt, moment, timestamp: timestamp.value },
  });
}

/** The time stamp over the signature's own bytes, verified; null when there is none. */
function timestampOf(signer: SignerInfo, { anchors, at }: Judging): Result<Timestamp | null, EdsError> {
  const token = tokenOf(signer);
  if (!token.ok || token.value === null) return token.ok ? ok(null) : token;
  return checkTimestamp(token.value, signer.signature, anchors, at);
}

/** Now, unless a trusted time stamp names an earlier moment and this use goes by it. */
export const momentOf = (timestamp: Timestamp | null, { at, byTimestamp }: Judging): Moment =>
  byTimestamp && timestamp?.chain && timestamp.at < at ? { at: timestamp.at, by: "timestamp" } : { at, by: "received" };

/** The only content of an attached signature, for whoever has no bytes of his own to compare. */
export const attachedContent = (cms: Cms): Result<Uint8Array, EdsError> =>
  cms.content ? ok(cms.content) : err({ code: "eds.content_mismatch" });
