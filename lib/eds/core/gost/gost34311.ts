// ГОСТ 34.311-95 = GOST R 34.11-94 (RFC 5831) with the substitution boxes of the standard's own sample, which is what the
// national authority uses; the boxes of CryptoPro, the default of every library, give other digests. Numbers stand lowest
// byte first, a vector of 256 bits as eight 32-bit words.

/** id-GostR3411-94-TestParamSet (RFC 4357 §11.2), the box of the lowest four bits first. */
const BOXES = [
  [4, 10, 9, 2, 13, 8, 0, 14, 6, 11, 1, 12, 7, 15, 5, 3],
  [14, 11, 4, 12, 6, 13, 15, 10, 2, 3, 8, 1, 0, 7, 5, 9],
  [5, 8, 1, 13, 10, 3, 4, 2, 14, 15, 12, 7, 6, 0, 9, 11],
  [7, 13, 10, 1, 0, 8, 9, 15, 14, 4, 6, 12, 11, 2, 5, 3],
  [6, 12, 7, 1, 5, 15, 13, 8, 4, 10, 9, 14, 0, 3, 11, 2],
  [4, 11, 10, 0, 7, 2, 1, 13, 3, 6, 8, 5, 9, 12, 15, 14],
  [13, 11, 4, 1, 3, 15, 5, 9, 0, 10, 14, 7, 6, 8, 2, 12],
  [1, 15, 13, 0, 5, 7, 10, 4, 9, 2, 3, 14, 6, 11, 8, 12],
];

/** Two boxes at a time with the turn by eleven bits, for each byte of a word. */
const TABLES = [0, 1, 2, 3].map((byte) =>
  Int32Array.from({ length: 256 }, (_, value) => {
    const low = BOXES[byte * 2]?.[value & 15] ?? 0;
    const high = BOXES[byte * 2 + 1]?.[value >> 4] ?? 0;
    const word = (low | (high << 4)) << (byte * 8);
    return (word << 11) | (word >>> 21);
  }),
);
const [T0 = new Int32Array(), T1 = T0, T2 = T0, T3 = T0] = TABLES;

/** The order in which the eight words of a key are used by the cipher of ГОСТ 28147-89. */
const KEY_ORDER = [...Array(3).fill([0, 1, 2, 3, 4, 5, 6, 7]).flat(), 7, 6, 5, 4, 3, 2, 1, 0] as readonly number[]; // cast: of fill

/** Encrypts one block of 64 bits, two words, in place. */
function encrypt(block: Int32Array, at: number, key: Int32Array): void {
  let n1 = block[at] ?? 0;
  let n2 = block[at + 1] ?? 0;
  for (const index of KEY_ORDER) {
    const s = (n1 + (key[index] ?? 0)) | 0;
    const turned =
      (T0[s & 255] ?? 0) ^ (T1[(s >>> 8) & 255] ?? 0) ^ (T2[(s >>> 16) & 255] ?? 0) ^ (T3[(s >>> 24) & 255] ?? 0);
    const next = n2 ^ turned;
    n2 = n1;
    n1 = next;
  }
  block[at] = n2;
  block[at + 1] = n1;
}

const WORDS = 8;
/** C3 of the standard (RFC 5831 §5.1); C2 and C4 are zero. */
const C3 = Int32Array.of(
  ...[0xff00ff00, 0xff00ff00, 0x00ff00ff, 0x00ff00ff, 0x00ffff00, 0xff0000ff, 0x000000ff, 0xff00ffff],
);

const xor = (a: Int32Array, b: Int32Array): Int32Array => a.map((word, i) => word ^ (b[i] ?? 0));

/** The transformation A: quarters move down, the lowest two are added on top. */
function shiftA(y: Int32Array): Int32Array {
  const next = new Int32Array(WORDS);
  next.set(y.subarray(2));
  next[6] = (y[0] ?? 0) ^ (y[2] ?? 0);
  next[7] = (y[1] ?? 0) ^ (y[3] ?? 0);
  return next;
}

/** The transformation P: the bytes as a table of four by eight, turned over. */
function permuteP(y: Int32Array): Int32Array {
  const from = new Uint8Array(y.buffer, y.byteOffset, 32);
  const words = new Int32Array(WORDS);
  const into = new Uint8Array(words.buffer);
  for (let i = 0; i < 4; i++) for (let k = 0; k < 8; k++) into[i + 4 * k] = from[8 * i + k] ?? 0;
  return words;
}

/** The transformation ψ over sixteen words of 16 bits, as often as asked; a ring saves the moving. */
function psi(y: Int32Array, times: number): Int32Array {
  const ring = new Uint16Array(16 + times);
  ring.set(new Uint16Array(y.buffer, y.byteOffset, 16));
  const at = (i: number) => ring[i] ?? 0;
  for (let i = 0; i < times; i++) ring[i + 16] = at(i) ^ at(i + 1) ^ at(i + 2) ^ at(i + 3) ^ at(i + 12) ^ at(i + 15);
  return new Int32Array(ring.slice(times).buffer);
}

/** The step function (§5): keys from chain and block, encryption of the chain, mixing. */
function step(chain: Int32Array, block: Int32Array): Int32Array {
  let u = chain;
  let v = block;
  const encrypted = Int32Array.from(chain);
  for (let i = 0; i < 4; i++) {
    if (i > 0) {
      u = shiftA(u);
      if (i === 2) u = xor(u, C3);
      v = shiftA(shiftA(v));
    }
    encrypt(encrypted, i * 2, permuteP(xor(u, v)));
  }
  return psi(xor(chain, psi(xor(block, psi(encrypted, 12)), 1)), 61);
}

/** Adds modulo 2^256. */
function add(into: Int32Array, other: Int32Array): void {
  let carry = 0;
  for (let i = 0; i < WORDS; i++) {
    const sum = ((into[i] ?? 0) >>> 0) + ((other[i] ?? 0) >>> 0) + carry;
    into[i] = sum | 0;
    carry = sum > 0xffff_ffff ? 1 : 0;
  }
}

/** The digest that belongs to ГОСТ 34.310-2004: 32 bytes, starting vector zero. */
export function gost34311(message: Uint8Array): Uint8Array {
  let chain: Int32Array = new Int32Array(WORDS);
  const sum = new Int32Array(WORDS);
  for (let at = 0; at < message.length; at += 32) {
    const block = new Int32Array(WORDS);
    new Uint8Array(block.buffer).set(message.subarray(at, at + 32));
    chain = step(chain, block);
    add(sum, block);
  }
  const length = new Int32Array(WORDS);
  new DataView(length.buffer).setBigUint64(0, BigInt(message.length) * 8n, true);
  chain = step(step(chain, length), sum);
  return new Uint8Array(chain.buffer).slice();
}
