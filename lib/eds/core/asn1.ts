import * as asn1js from "asn1js";

/** A node that the parser read, with the very bytes it was read from. */
export type Node = asn1js.AsnType;

/** Reads exactly one value from the bytes; null when they are not one value, or anything follows it. */
export function parseWhole(bytes: Uint8Array, nodesMax: number): Node | null {
  const parsed = asn1js.fromBER(bytes, { maxNodes: nodesMax });
  if (parsed.offset !== bytes.length || parsed.result.error) return null;
  return parsed.result;
}

/** The bytes from which a node was read: a copy, so that a signature is checked over what came and not over a re-encoding. */
export const rawBytes = (node: Node): Uint8Array => Uint8Array.from(node.valueBeforeDecodeView);

/** The items of a sequence, set or explicit tag; an empty list for anything else. */
export const itemsOf = (node: Node | undefined): Node[] =>
  // The parser also guesses at values inside octet strings; those are no items.
  node instanceof asn1js.Constructed ? node.valueBlock.value : [];

/** Whether a tagged value has this class and number. */
export const isTagged = (node: Node | undefined, number: number): boolean =>
  node !== undefined && node.idBlock.tagClass === 3 && node.idBlock.tagNumber === number;

/** The bytes of an octet string, constructed or not; null for another type. */
export const octetsOf = (node: Node | undefined): Uint8Array | null =>
  node instanceof asn1js.OctetString ? new Uint8Array(node.getValue()) : null;

/** The whole bytes of a bit string; null for another type or a string that ends within a byte. */
export const bitsOf = (node: Node | undefined): Uint8Array | null =>
  node instanceof asn1js.BitString && node.valueBlock.unusedBits === 0 && !node.idBlock.isConstructed
    ? new Uint8Array(node.valueBlock.valueHexView)
    : null;

/** The dotted form of an object identifier; null for another type. */
export const oidOf = (node: Node | undefined): string | null =>
  node instanceof asn1js.ObjectIdentifier ? node.valueBlock.toString() : null;

/** The moment a time value names; null for another type or a time that is none. */
export function timeOf(node: Node | undefined): Date | null {
  if (!(node instanceof asn1js.UTCTime)) return null;
  const at = node.toDate();
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Text of any string type. */
export const textOf = (node: Node | undefined): string | null =>
  node instanceof asn1js.BaseStringBlock ? node.getValue() : null;

/** Compares two byte strings. Neither is a secret. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** Lower-case hex. */
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/**
 * Runs a parser of a schema: it throws on whatever does not fit, and what came from outside must never be an exception
 * further up. The one place where such an exception becomes "not readable".
 */
export function readable<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
