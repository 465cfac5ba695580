// A writer of DER, as small as the demo authority needs: every value is its own finished bytes. It shares nothing with the
// verifier, which reads by a library.

export type Der = Uint8Array;

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** One value: tag, length, content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Der {
  const body = joined(content);
  const size = body.length;
  if (size < 0x80) return joined([Uint8Array.of(tag, size), body]);
  const octets = Buffer.from(size.toString(16).padStart(size > 0xffff ? 6 : size > 0xff ? 4 : 2, "0"), "hex");
  return joined([Uint8Array.of(tag, 0x80 | octets.length), octets, body]);
}

export const sequence = (...items: readonly Der[]): Der => der(0x30, ...items);

/** A set, its items in the order of DER. */
export const set = (...items: readonly Der[]): Der => der(0x31, ...[...items].sort(Buffer.compare));

/** A value under an explicit tag, or one that takes the place of a constructed value's own tag. */
export const tagged = (number: number, ...items: readonly Der[]): Der => der(0xa0 | number, ...items);

/** A primitive value whose own tag is replaced. */
export const implicit = (number: number, content: Uint8Array): Der => der(0x80 | number, content);

/** The same value under another tag. */
export const retagged = (tag: number, value: Der): Der => Uint8Array.from([tag, ...value.subarray(1)]);

export const NULL: Der = der(0x05);
export const boolean = (value: boolean): Der => der(0x01, Uint8Array.of(value ? 0xff : 0));
export const octets = (bytes: Uint8Array): Der => der(0x04, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Der => der(0x03, Uint8Array.of(unused), bytes);
export const enumerated = (value: number): Der => der(0x0a, Uint8Array.of(value));

/** A positive number, from a number or hex. */
export function integer(value: bigint | string): Der {
  const hex = typeof value === "string" ? value : value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return der(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
    digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** Text: plain ASCII in the narrow type, all else in UTF-8, as national certificates write it. */
export const text = (value: string): Der => der(/^[\x20-\x7e]*$/.test(value) ? 0x13 : 0x0c, Buffer.from(value, "utf8"));

const stamp = (at: Date): string => `${at.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
export const utcTime = (at: Date): Der => der(0x17, Buffer.from(stamp(at).slice(2)));
export const generalizedTime = (at: Date): Der => der(0x18, Buffer.from(stamp(at)));

/** An algorithm with NULL where parameters would stand. */
export const algorithm = (dotted: string): Der => sequence(oid(dotted), NULL);
