import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { bitsOf, itemsOf, octetsOf, oidOf, parseWhole } from "./asn1";
import { bounds } from "./bounds";
import type { Algorithm, Certificate } from "./certificate";
import { CRYPTO_PRO_A, type Curve, isSignature, pointOf, TC26_512_A } from "./gost/curves";
import { gost34311 } from "./gost/gost34311";
import { streebog512 } from "./gost/streebog";
import { OID } from "./oids";

export type SuiteName = "RSA SHA-256" | "GOST 34.10-2015" | "GOST 34.310-2004";

/**
 * A set of algorithms that belong together. The table below is the whole allow-list: what is not in it is refused by name
 * ("unsupported"), never guessed.
 */
export type Suite = {
  readonly name: SuiteName;
  readonly keyOid: string;
  /** What the key's parameters name, the curve first; nothing where there are none. */
  readonly keyParameters: readonly string[];
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
  keyParameters: [],
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

const GOST_2015: Suite = {
  name: "GOST 34.10-2015",
  keyOid: OID.gost2015Key,
  keyParameters: [OID.gost2015Curve, OID.streebog512],
  signerOids: [OID.gost2015Signature],
  certificateOid: OID.gost2015Signature,
  digestOid: OID.streebog512,
  digest: streebog512,
  readKey: (publicKey) => gostKey(publicKey, TC26_512_A, streebog512),
};

const GOST_2004: Suite = {
  name: "GOST 34.310-2004",
  keyOid: OID.gost2004Key,
  keyParameters: [OID.gost2004Curve, OID.gost34311Boxes],
  signerOids: [OID.gost2004Signature],
  certificateOid: OID.gost2004Signature,
  digestOid: OID.gost34311,
  digest: gost34311,
  readKey: (publicKey) => gostKey(publicKey, CRYPTO_PRO_A, gost34311),
};

const SUITES: readonly Suite[] = [RSA_SHA256, GOST_2015, GOST_2004];

function rsaKey(publicKey: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
    return key.asymmetricKeyType === "rsa" ? key : null;
  } catch {
    return null; // not a key at all: the caller refuses it as unsupported
  }
}

/** A national key: a bit string that holds an octet string that holds x ‖ y. */
function gostKey(publicKey: Uint8Array, curve: Curve, digest: (bytes: Uint8Array) => Uint8Array): SuiteKey | null {
  const bits = bitsOf(itemsOf(parseWhole(publicKey, 16) ?? undefined)[1]);
  const octets = bits && octetsOf(parseWhole(bits, 4) ?? undefined);
  const point = octets && pointOf(curve, octets);
  return point && ((signed, signature) => isSignature(curve, point, digest(signed), signature));
}

const isBare = (algorithm: Algorithm): boolean => algorithm.parameters === null;

function hasKeyOf(suite: Suite, { oid, parameters }: Algorithm): boolean {
  if (suite.keyOid !== oid) return false;
  const named = parameters === null ? [] : itemsOf(parseWhole(parameters, 8) ?? undefined).map(oidOf);
  const isEmpty = parameters !== null && named.length === 0;
  return (
    !isEmpty && named.length === suite.keyParameters.length && named.every((one, i) => one === suite.keyParameters[i])
  );
}

/** The suite of a signer: key with its curve, signature and digest must name the same one, the latter two without parameters. */
export const suiteOfSigner = (key: Algorithm, signature: Algorithm, digest: Algorithm): Suite | null =>
  isBare(signature) && isBare(digest)
    ? (SUITES.find(
        (suite) => hasKeyOf(suite, key) && suite.signerOids.includes(signature.oid) && suite.digestOid === digest.oid,
      ) ?? null)
    : null;

/** The suite by which an authority with this key signed a certificate or a list; both mentions of it must agree. */
export const suiteOfIssued = (key: Algorithm, [inner, outer]: readonly [Algorithm, Algorithm]): Suite | null =>
  isBare(inner) && isBare(outer) && inner.oid === outer.oid
    ? (SUITES.find((suite) => hasKeyOf(suite, key) && suite.certificateOid === inner.oid) ?? null)
    : null;

/** Whether a certificate's own key belongs to some suite, whatever signed it. */
export const isKeySupported = ({ keyAlgorithm }: Certificate): boolean =>
  SUITES.some((suite) => hasKeyOf(suite, keyAlgorithm));
