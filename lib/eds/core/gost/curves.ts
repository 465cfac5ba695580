import { type WeierstrassPointCons, weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { bytesToNumberLE } from "@noble/curves/utils.js";

/** A curve of a national signature algorithm; `bytes` is the length of each of its numbers. */
export type Curve = {
  readonly bytes: number;
  readonly order: bigint;
  readonly Point: WeierstrassPointCons<bigint>;
};

const P256 = (1n << 256n) - 617n;
const P512 = (1n << 512n) - 569n;

/** id-GostR3410-2001-CryptoPro-A (RFC 4357 §11.4): the curve of ГОСТ 34.310-2004. */
export const CRYPTO_PRO_A: Curve = curve(32, {
  p: P256,
  a: P256 - 3n,
  b: 166n,
  n: 0xffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893n,
  h: 1n,
  Gx: 1n,
  Gy: 0x8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14n,
});

/** id-tc26-gost-3410-12-512-paramSetA (RFC 7836 §A.2): the curve of ГОСТ 34.10-2015 with 512 bits. */
export const TC26_512_A: Curve = curve(64, {
  p: P512,
  a: P512 - 3n,
  b: 0xe8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760n,
  n: 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275n,
  h: 1n,
  Gx: 3n,
  Gy: 0x7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4n,
});

function curve(bytes: number, parameters: Parameters<typeof weierstrass<bigint>>[0]): Curve {
  const Point = weierstrass(parameters);
  // Made at the first use: a verification costs a third less, and six bits are as good as more.
  Point.BASE.precompute(6);
  return { bytes, order: parameters.n, Point };
}

/** A key's point from x ‖ y, each lowest byte first; null when the length is another or the point is not on the curve. */
export function pointOf(curve: Curve, xy: Uint8Array): InstanceType<Curve["Point"]> | null {
  if (xy.length !== curve.bytes * 2) return null;
  const [x, y] = [bytesToNumberLE(xy.subarray(0, curve.bytes)), bytesToNumberLE(xy.subarray(curve.bytes))];
  try {
    const point = curve.Point.fromAffine({ x, y });
    point.assertValidity();
    return point;
  } catch {
    return null; // not a point of this curve: no key
  }
}

/**
 * Whether r ‖ s, each lowest byte first, is a signature over this digest. Both must lie between zero and the order: sums with
 * the order would reduce to a right one, and a signature must have one form only.
 */
export function isSignature(
  curve: Curve,
  point: InstanceType<Curve["Point"]>,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { order: q, bytes, Point } = curve;
  if (signature.length !== bytes * 2) return false;
  const [r, s] = [bytesToNumberLE(signature.subarray(0, bytes)), bytesToNumberLE(signature.subarray(bytes))];
  if (r <= 0n || r >= q || s <= 0n || s >= q) return false;
  const v = Point.Fn.inv(digestNumber(digest, q));
  const sum = Point.BASE.multiplyUnsafe(Point.Fn.mul(s, v)).add(point.multiplyUnsafe(Point.Fn.mul(Point.Fn.neg(r), v)));
  return !sum.is0() && sum.toAffine().x % q === r;
}

/** The digest as a number, lowest byte first; zero counts as one. */
export const digestNumber = (digest: Uint8Array, order: bigint): bigint => bytesToNumberLE(digest) % order || 1n;
