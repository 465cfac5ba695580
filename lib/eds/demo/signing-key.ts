import { createHash, createPrivateKey, createPublicKey, generateKeyPair, randomBytes, sign } from "node:crypto";
import { promisify } from "node:util";
import { invariant } from "@/lib/kernel";
import { itemsOf, octetsOf, oidOf, parseWhole, rawBytes } from "../core/asn1";
import { CRYPTO_PRO_A, type Curve, digestNumber, TC26_512_A } from "../core/gost/curves";
import { gost34311 } from "../core/gost/gost34311";
import { streebog512 } from "../core/gost/streebog";
import { OID } from "../core/oids";
import { bits, type Der, integer, octets, oid, sequence } from "./der";

export type KeyAlgorithm = "rsa" | "gost2015" | "gost2004";

/** A private key of the demo or of a test. Its arithmetic is not built to keep secrets: never put a real key in here. */
export type SigningKey = {
  readonly algorithm: KeyAlgorithm;
  /** SubjectPublicKeyInfo. */
  readonly publicDer: Der;
  /** PKCS#8. */
  readonly privateDer: Der;
  sign(message: Uint8Array): Uint8Array;
};

type Kind = {
  readonly digestOid: string;
  readonly digest: (message: Uint8Array) => Uint8Array;
  /** Under certificates and lists. */
  readonly signatureOid: string;
  /** In a CMS. Kalkan names the digest again also for RSA. */
  readonly signerOid: string;
};

/** What an algorithm is called where, and its digest. */
export const KINDS: Readonly<Record<KeyAlgorithm, Kind>> = {
  rsa: {
    digestOid: OID.sha256,
    digest: (message) => createHash("sha256").update(message).digest(),
    signatureOid: OID.sha256WithRsa,
    signerOid: OID.sha256WithRsa,
  },
  gost2015: {
    digestOid: OID.streebog512,
    digest: streebog512,
    signatureOid: OID.gost2015Signature,
    signerOid: OID.gost2015Signature,
  },
  gost2004: {
    digestOid: OID.gost34311,
    digest: gost34311,
    signatureOid: OID.gost2004Signature,
    signerOid: OID.gost2004Signature,
  },
};

type Gost = {
  readonly algorithm: "gost2015" | "gost2004";
  readonly curve: Curve;
  readonly keyOid: string;
  readonly parameters: readonly string[];
};

const GOSTS: readonly Gost[] = [
  {
    ...{ algorithm: "gost2015", curve: TC26_512_A, keyOid: OID.gost2015Key },
    parameters: [OID.gost2015Curve, OID.streebog512],
  },
  {
    ...{ algorithm: "gost2004", curve: CRYPTO_PRO_A, keyOid: OID.gost2004Key },
    parameters: [OID.gost2004Curve, OID.gost34311Boxes],
  },
];

const generateRsa = promisify(generateKeyPair);

/** Makes a key. */
export async function newKey(algorithm: KeyAlgorithm): Promise<SigningKey> {
  const gost = GOSTS.find((one) => one.algorithm === algorithm);
  if (gost) return gostKey(gost, randomScalar(gost.curve.order));
  const { privateKey } = await generateRsa("rsa", { modulusLength: 2048, publicExponent: 0x10001 });
  return rsaKey(privateKey.export({ type: "pkcs8", format: "der" }));
}

/** Opens a key from PKCS#8, in which the national authority keeps keys of all three algorithms. */
export function keyOf(pkcs8: Uint8Array): SigningKey {
  const [, kind, secret] = itemsOf(parseWhole(pkcs8, 100) ?? undefined);
  const keyOid = oidOf(itemsOf(kind)[0]);
  const gost = GOSTS.find((one) => one.keyOid === keyOid);
  return gost ? gostKey(gost, scalarIn(gost, octetsOf(secret) ?? new Uint8Array())) : rsaKey(pkcs8);
}

function rsaKey(pkcs8: Uint8Array): SigningKey {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  return {
    algorithm: "rsa",
    publicDer: Uint8Array.from(createPublicKey(key).export({ type: "spki", format: "der" })),
    privateDer: Uint8Array.from(pkcs8),
    sign: (message) => Uint8Array.from(sign("sha256", message, key)),
  };
}

function gostKey(gost: Gost, scalar: bigint): SigningKey {
  const { curve, keyOid, parameters, algorithm } = gost;
  const kind = sequence(oid(keyOid), sequence(...parameters.map(oid)));
  const { x, y } = curve.Point.BASE.multiply(scalar).toAffine();
  const point = Buffer.concat([numberOf(x, curve.bytes), numberOf(y, curve.bytes)]);
  const secret = algorithm === "gost2004" ? integer(scalar) : octets(numberOf(scalar, curve.bytes));
  return {
    algorithm,
    publicDer: sequence(kind, bits(octets(point))),
    privateDer: sequence(integer(0n), kind, octets(secret)),
    sign: (message) => signBy(curve, scalar, KINDS[algorithm].digest(message)),
  };
}

/** r ‖ s, each lowest byte first. */
function signBy(curve: Curve, scalar: bigint, digest: Uint8Array): Uint8Array {
  const { order: q, Point, bytes } = curve;
  const e = digestNumber(digest, q);
  for (;;) {
    const k = randomScalar(q);
    const r = Point.BASE.multiply(k).toAffine().x % q;
    const s = (r * scalar + k * e) % q;
    if (r !== 0n && s !== 0n) return Uint8Array.from(Buffer.concat([numberOf(r, bytes), numberOf(s, bytes)]));
  }
}

/** A number of this many bytes, lowest byte first. */
export const numberOf = (value: bigint, bytes: number): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(bytes * 2, "0"), "hex")).reverse();

const numberIn = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

function randomScalar(order: bigint): bigint {
  const bytes = randomBytes(order.toString(16).length / 2 + 8);
  return (numberIn(bytes) % (order - 1n)) + 1n;
}

/** ГОСТ 34.310-2004 keeps the secret number as an integer, highest byte first; ГОСТ 34.10-2015 as octets, lowest first. */
function scalarIn({ curve }: Gost, secret: Uint8Array): bigint {
  const inner = parseWhole(secret, 10) ?? undefined;
  const low = octetsOf(inner);
  const high = inner && !low ? rawBytes(inner).subarray(2) : Uint8Array.from(low ?? []).reverse();
  const scalar = numberIn(high);
  invariant(scalar > 0n && scalar < curve.order, "a private key lies within the order of its curve");
  return scalar;
}
