import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { bounds } from "./bounds";
import type { Algorithm, Certificate } from "./certificate";
import { OID } from "./oids";

/**
 * A set of algorithms that belong together. The table below is the whole allow-list: what is not in it is refused by name
 * ("unsupported"), never guessed. The two national ones join as further rows.
 */
export type Suite = {
  readonly name: string;
  readonly keyOid: string;
  /** How a signer writes it: with or without naming the digest again. */
  readonly signerOids: readonly string[];
  /** How an authority writes it under a certificate or a list. */
  readonly certificateOid: string;
  readonly digestOid: string;
  digest(bytes: Uint8Array): Uint8Array;
  /** Reads the public key; null when it is of another kind, too weak or too big. */
  readKey(publicKey: Uint8Array): SuiteKey | null;
};

/** Answers true only for a right signature over these bytes, false for everything else; never throws. */
export type SuiteKey = (signed: Uint8Array, signature: Uint8Array) => boolean;

const RSA_SHA256: Suite = {
  name: "RSA SHA-256",
  keyOid: OID.rsa,
  signerOids: [OID.sha256WithRsa, OID.rsa],
  certificateOid: OID.sha256WithRsa,
  digestOid: OID.sha256,
  digest: (bytes) => createHash("sha256").update(bytes).digest(),
  readKey(publicKey) {
    const key = rsaKey(publicKey);
    const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
    if (!key || bits < bounds.rsaBitsMin || bits > bounds.rsaBitsMax) return null;
    return (signed, signature) =>
      signature.length === Math.ceil(bits / 8) && verify("sha256", signed, key, signature) === true;
  },
};

const SUITES: readonly Suite[] = [RSA_SHA256];

function rsaKey(publicKey: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
    return key.asymmetricKeyType === "rsa" ? key : null;
  } catch {
    return null; // not a key at all: the caller refuses it as unsupported
  }
}

const bare = (algorithm: Algorithm): boolean => algorithm.parameters === null;

/** The suite of a signer: key, signature and digest must name the same one, with no parameters. */
export const suiteOfSigner = (key: Algorithm, signature: Algorithm, digest: Algorithm): Suite | null =>
  [key, signature, digest].every(bare)
    ? (SUITES.find(
        (suite) =>
          suite.keyOid === key.oid && suite.signerOids.includes(signature.oid) && suite.digestOid === digest.oid,
      ) ?? null)
    : null;

/** The suite by which an authority with this key signed a certificate or a list; both mentions of it must agree. */
export const suiteOfIssued = (key: Algorithm, [inner, outer]: readonly [Algorithm, Algorithm]): Suite | null =>
  bare(key) && bare(inner) && bare(outer) && inner.oid === outer.oid
    ? (SUITES.find((suite) => suite.keyOid === key.oid && suite.certificateOid === inner.oid) ?? null)
    : null;

/** Whether a certificate's own key belongs to some suite, whatever signed it. */
export const isKeySupported = (certificate: Certificate): boolean =>
  bare(certificate.keyAlgorithm) && SUITES.some((suite) => suite.keyOid === certificate.keyAlgorithm.oid);
