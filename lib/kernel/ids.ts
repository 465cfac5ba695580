import type { Clock, Randomness } from "./clock";

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Makes a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then chance, so ids sort by the moment of birth. */
export function newId(clock: Clock, randomness: Randomness): string {
  const bytes = randomness.bytes(16);
  let millis = clock.now().getTime();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = millis % 256;
    millis = Math.floor(millis / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = hex(bytes);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Tells whether a text has the shape of an id, so that a crooked address reads as "not found", never as a database error. */
export const isId = (text: string): boolean => UUID.test(text);
