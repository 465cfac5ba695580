import { err, ok, type Result } from "@/lib/kernel";
import { isKeySupported, type Suite, suiteOfSigner } from "./algorithms";
import { equalBytes } from "./asn1";
import type { SignedFacts } from "./attributes";
import type { Certificate } from "./certificate";
import type { SignerInfo } from "./cms";
import type { EdsError } from "./error";

/** Key, signature and digest belong to one allowed suite. */
export function checkAlgorithms(signer: SignerInfo, certificate: Certificate): Result<Suite, EdsError> {
  const suite = isKeySupported(certificate)
    ? suiteOfSigner(certificate.keyAlgorithm, signer.signatureAlgorithm, signer.digestAlgorithm)
    : null;
  return suite ? ok(suite) : err({ code: "eds.unsupported_algorithm" });
}

/** The signature is right over the attributes' own bytes. */
export function checkValue(
  signer: SignerInfo,
  certificate: Certificate,
  suite: Suite,
  facts: SignedFacts,
): Result<true, EdsError> {
  const isRight = suite.readKey(certificate.publicKey);
  if (!isRight) return err({ code: "eds.unsupported_algorithm" });
  return isRight(facts.der, signer.signature) === true ? ok(true) : err({ code: "eds.signature_wrong" });
}

/** The digest under the signature is that of these bytes. */
export const checkDigest = (facts: SignedFacts, suite: Suite, content: Uint8Array): Result<true, EdsError> =>
  equalBytes(facts.messageDigest, suite.digest(content)) ? ok(true) : err({ code: "eds.content_mismatch" });

/** Content that travels along must be the very same bytes as ours. */
export const checkAttached = (attached: Uint8Array | null, content: Uint8Array): Result<true, EdsError> =>
  attached === null || equalBytes(attached, content) ? ok(true) : err({ code: "eds.content_mismatch" });
