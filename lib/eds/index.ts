import { systemClock, systemRandomness } from "@/lib/config";
import { type Tx, withSystem, withTenant } from "@/lib/db";
import { newId, type Result } from "@/lib/kernel";
import type { EdsError } from "./core/error";
import type { Signer } from "./core/identity";
import { type NewChallenge, newChallenge as openWith } from "./ops/new-challenge";
import { reverify as reverifyWith } from "./ops/reverify";
import { verifyChallenge as answerWith, type VerifyChallenge } from "./ops/verify-challenge";
import { type VerifiedSignature, type VerifyDocument, verifyDocument as verifyWith } from "./ops/verify-document";
import { type LooseReport, type LooseSigner, verifyLoose as looseWith, type VerifyLoose } from "./ops/verify-loose";
import { room } from "./room";
import { type Evidence, readEvidence as evidenceIn, insertSignature, type SignatureSubject } from "./store/signature";

/** Makes a text for a visitor to sign: single use, good for five minutes, for this browser and purpose alone. */
export const newChallenge = (request: NewChallenge): Promise<{ id: string; text: string }> => openWith(room())(request);

/** Tells who answered a challenge, once: it is spent before anything is answered. */
export const verifyChallenge = (request: VerifyChallenge): Promise<Result<Signer, EdsError>> =>
  answerWith(room())(request);

/** Verifies a signature under the very bytes we keep, of exactly the wanted organisation or entrepreneur. */
export const verifyDocument = (request: VerifyDocument): Promise<Result<VerifiedSignature, EdsError>> =>
  verifyWith(room())(request);

/** Keeps a verified signature for good, in the caller's transaction; answers its id. */
export async function storeSignature(
  tx: Tx,
  signature: { tenantId: string; subject: SignatureSubject; fileId: string; verified: VerifiedSignature },
): Promise<string> {
  const id = newId(systemClock, systemRandomness);
  await insertSignature(tx, { id, ...signature });
  return id;
}

/** All that a kept signature of a tenant was accepted on; null when this tenant has none under that id. */
export const readEvidence = (tenantId: string, signatureId: string): Promise<Evidence | null> =>
  withTenant(tenantId, (tx) => evidenceIn(tx, tenantId, signatureId));

/** The same for the administration, whosever the signature is. */
export const readEvidenceAsSystem = (signatureId: string): Promise<Evidence | null> =>
  withSystem((tx) => evidenceIn(tx, null, signatureId));

/** Verifies a kept signature again over the document's bytes, from its evidence alone and by the clock of its day. */
export const reverify = (evidence: Evidence, content: Uint8Array): Promise<Result<LooseSigner, EdsError>> =>
  reverifyWith(room())(evidence, content);

/** Verifies anybody's signature over anybody's document; nothing is kept. */
export const verifyLoose = (request: VerifyLoose): Promise<Result<LooseReport, EdsError>> => looseWith(room())(request);

export { ncaAddresses } from "./addresses";
export type { EdsError } from "./core/error";
export type { Signer } from "./core/identity";
export { demoKeys } from "./demo-keys";
export { edsJobs } from "./jobs";
export type { NewChallenge } from "./ops/new-challenge";
export type { VerifyChallenge } from "./ops/verify-challenge";
export type { VerifiedSignature, VerifyDocument } from "./ops/verify-document";
export type { LooseReport, LooseSigner } from "./ops/verify-loose";
export { checkTrustStore } from "./room";
export { type Evidence, readSignature, type SignatureSubject } from "./store/signature";
export {
  type AnchorLine,
  addAnchors,
  anchorsIn,
  demoAnchors,
  describeAnchors,
  readAnchorFiles,
  unfitness,
} from "./trust/inspect";
