import { CONSTANTS, MATRIX, SUBSTITUTION } from "./streebog-tables";

// GOST R 34.11-2012 (Streebog), RFC 6986. The standard writes numbers with the highest byte first and hashes from the message's
// end; in the machine's own order, lowest byte first, that is simply the order of the bytes. A vector of 512 bits is sixteen
// 32-bit words here, which needs a little-endian machine, as all are on which Node runs today.

const WORDS = 16;
const BLOCK = 64;

/** For each place of a byte in a 64-bit word and each of its values: substituted and multiplied by the matrix, in two halves. */
const LOW = new Int32Array(8 * 256);
const HIGH = new Int32Array(8 * 256);
const ROUND_KEYS = CONSTANTS.map((hex) => vectorOf(Uint8Array.from(Buffer.from(hex, "hex")).reverse()));
fillTables();

function fillTables(): void {
  const substitution = Buffer.from(SUBSTITUTION, "hex");
  const rows = Array.from({ length: 64 }, (_, bit) => BigInt(`0x${MATRIX.slice((63 - bit) * 16, (64 - bit) * 16)}`));
  for (let place = 0; place < 8; place++)
    for (let value = 0; value < 256; value++) {
      const substituted = substitution[value] ?? 0;
      const chosen = rows.slice(place * 8, place * 8 + 8).filter((_, bit) => (substituted >> bit) & 1);
      const word = chosen.reduce((sum, row) => sum ^ row, 0n);
      LOW[place * 256 + value] = Number(BigInt.asIntN(32, word));
      HIGH[place * 256 + value] = Number(BigInt.asIntN(32, word >> 32n));
    }
}

function vectorOf(block: Uint8Array): Int32Array {
  const words = new Int32Array(WORDS);
  new Uint8Array(words.buffer).set(block);
  return words;
}

const bytesIn = (words: Int32Array): Uint8Array => new Uint8Array(words.buffer);

/** Substitution, transposition and multiplication in one pass over the tables: from one vector into another. */
function transform(from: Uint8Array, into: Int32Array): void {
  for (let word = 0; word < 8; word++) {
    let low = 0;
    let high = 0;
    for (let place = 0; place < 8; place++) {
      const at = (place << 8) | (from[(place << 3) | word] ?? 0);
      low ^= LOW[at] ?? 0;
      high ^= HIGH[at] ?? 0;
    }
    into[word << 1] = low;
    into[(word << 1) | 1] = high;
  }
}

/** `into` becomes the bitwise sum of two vectors. */
function xor(into: Int32Array, a: Int32Array, b: Int32Array): void {
  for (let i = 0; i < WORDS; i++) into[i] = (a[i] ?? 0) ^ (b[i] ?? 0);
}

/** Adds modulo 2^512. */
function add(into: Int32Array, other: Int32Array): void {
  let carry = 0;
  for (let i = 0; i < WORDS; i++) {
    const sum = ((into[i] ?? 0) >>> 0) + ((other[i] ?? 0) >>> 0) + carry;
    into[i] = sum | 0;
    carry = sum > 0xffff_ffff ? 1 : 0;
  }
}

/** One message's hashing: its state, and vectors that are used again and again so that nothing is allocated per block. */
class State {
  readonly chain = new Int32Array(WORDS);
  readonly #mixed = new Int32Array(WORDS);
  readonly #key = new Int32Array(WORDS);
  readonly #state = new Int32Array(WORDS);
  readonly #mixedBytes = bytesIn(this.#mixed);

  constructor(filler: number) {
    bytesIn(this.chain).fill(filler);
  }

  /** The compression function g (§8) with the number of bits before this block. */
  compress(count: Int32Array, block: Int32Array): void {
    xor(this.#mixed, this.chain, count);
    transform(this.#mixedBytes, this.#key);
    this.#state.set(block);
    for (const constant of ROUND_KEYS) {
      xor(this.#mixed, this.#state, this.#key);
      transform(this.#mixedBytes, this.#state);
      xor(this.#mixed, this.#key, constant);
      transform(this.#mixedBytes, this.#key);
    }
    xor(this.#state, this.#state, this.#key);
    xor(this.chain, this.chain, this.#state);
    xor(this.chain, this.chain, block);
  }
}

function hash(message: Uint8Array, filler: number): Uint8Array {
  const state = new State(filler);
  const [count, sum] = [new Int32Array(WORDS), new Int32Array(WORDS)];
  const block = new Int32Array(WORDS);
  const bits = Int32Array.of(512, ...Array(WORDS - 1).fill(0));
  let at = 0;
  for (; at + BLOCK <= message.length; at += BLOCK) {
    bytesIn(block).set(message.subarray(at, at + BLOCK));
    state.compress(count, block);
    add(count, bits);
    add(sum, block);
  }
  const rest = message.length - at;
  bytesIn(block).fill(0).set(message.subarray(at));
  bytesIn(block)[rest] = 1;
  state.compress(count, block);
  bits[0] = rest * 8;
  add(count, bits);
  add(sum, block);
  const nothing = new Int32Array(WORDS);
  state.compress(nothing, count);
  state.compress(nothing, sum);
  return bytesIn(state.chain).slice();
}

/** Streebog with 512 bits: the digest that belongs to ГОСТ 34.10-2015 with 512 bits. */
export const streebog512 = (message: Uint8Array): Uint8Array => hash(message, 0);

/** Streebog with 256 bits. No national signature in use asks for it; kept as half of what pins the tables. */
export const streebog256 = (message: Uint8Array): Uint8Array => hash(message, 1).slice(32);
