import { systemClock, systemRandomness } from "@/lib/config";
import type { Tx } from "@/lib/db";
import { newId, type Result } from "@/lib/kernel";
import type { EdsError } from "./core/error";
import type { Signer } from "./core/identity";
import { type NewChallenge, newChallenge as openWith } from "./ops/new-challenge";
import { verifyChallenge as answerWith, type VerifyChallenge } from "./ops/verify-challenge";
import { type VerifiedSignature, type VerifyDocument, verifyDocument as verifyWith } from "./ops/verify-document";
import { room } from "./room";
import { insertSignature, type SignatureSubject } from "./store/signature";

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

export { ncaAddresses } from "./addresses";
export type { EdsError } from "./core/error";
export type { Signer } from "./core/identity";
export { demoKeys } from "./demo-keys";
export type { NewChallenge } from "./ops/new-challenge";
export type { VerifyChallenge } from "./ops/verify-challenge";
export type { VerifiedSignature, VerifyDocument } from "./ops/verify-document";
export { checkTrustStore } from "./room";
export { readSignature, type SignatureSubject } from "./store/signature";
