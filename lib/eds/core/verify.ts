import { err, ok, type Result } from "@/lib/kernel";
import { isKeySupported, type Suite, suiteOfSigner } from "./algorithms";
import { checkAttributes, checkContent, type SignedFacts } from "./attributes";
import type { Certificate } from "./certificate";
import { buildChain, type Chain } from "./chain";
import { certificateOfSigner, onlySigner, parseCms, type SignerInfo } from "./cms";
import type { EdsError } from "./error";

/** A signature whose mathematics, content and chain hold; revocation, purpose and role are still to be asked. */
export type SoundSignature = {
  readonly certificate: Certificate;
  readonly chain: Chain;
  readonly suite: string;
  readonly claimedAt: Date | null;
};

/**
 * Verifies one CMS over the server's own bytes as far as that goes without the network. Nothing is taken from the
 * signature but the signature: content, anchors and time are ours.
 */
export function verifySignature(
  der: Uint8Array,
  content: Uint8Array,
  anchors: readonly Certificate[],
  at: Date,
): Result<SoundSignature, EdsError> {
  const cms = parseCms(der);
  if (!cms.ok) return cms;
  const signer = onlySigner(cms.value);
  if (!signer.ok) return signer;
  const certificate = certificateOfSigner(cms.value, signer.value);
  if (!certificate.ok) return certificate;
  const suite = checkAlgorithms(signer.value, certificate.value);
  if (!suite.ok) return suite;
  const facts = checkAttributes(cms.value, signer.value, certificate.value);
  if (!facts.ok) return facts;
  const signed = checkValue(signer.value, certificate.value, suite.value, facts.value);
  if (!signed.ok) return signed;
  const same = checkContent(cms.value, facts.value, suite.value, content);
  if (!same.ok) return same;
  const chain = buildChain(certificate.value, anchors, at);
  if (!chain.ok) return chain;
  return ok({
    certificate: certificate.value,
    chain: chain.value,
    suite: suite.value.name,
    claimedAt: facts.value.claimedAt,
  });
}

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
