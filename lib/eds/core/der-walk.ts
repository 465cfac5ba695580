/** Where a value lies in its bytes: its tag, its whole extent and its content. */
export type Extent = { readonly tag: number; readonly from: number; readonly start: number; readonly end: number };

/**
 * The value at a place, by tag and length alone: DER only, one byte of tag, a length that is known and fits. Null for anything
 * else. Nothing is copied and nothing is allocated by what a length claims, so a list of a million entries is walked in place.
 */
export function extentAt(bytes: Uint8Array, from: number, limit: number): Extent | null {
  const [tag, first] = [bytes[from], bytes[from + 1]];
  if (tag === undefined || first === undefined || from + 2 > limit || (tag & 0x1f) === 0x1f) return null;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || octets > 4 || from + 2 + octets > limit) return null;
  let length = octets === 0 ? first : 0;
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[from + 2 + i] ?? 0);
  const start = from + 2 + octets;
  return start + length <= limit ? { tag, from, start, end: start + length } : null;
}

/** The values inside one, which must fill it exactly; null when they do not. */
export function extentsIn(bytes: Uint8Array, outer: Extent): Extent[] | null {
  const found: Extent[] = [];
  for (let at = outer.start; at < outer.end; ) {
    const next = extentAt(bytes, at, outer.end);
    if (!next) return null;
    found.push(next);
    at = next.end;
  }
  return found;
}

export const bytesOf = (bytes: Uint8Array, { from, end }: Extent): Uint8Array => bytes.subarray(from, end);
