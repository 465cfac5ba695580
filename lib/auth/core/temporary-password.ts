import type { Randomness } from "@/lib/kernel";

// No letters and digits that look alike on paper or over the phone.
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** Makes a password for a first sign-in, easy to read out: `k7mp-4tqx-w9hn`. About 59 bits. */
export function makeTemporaryPassword(randomness: Randomness): string {
  const signs: string[] = [];
  while (signs.length < GROUPS * GROUP_LENGTH)
    // Bytes past the last whole multiple would favour the first signs.
    for (const byte of randomness.bytes(32))
      if (byte < 256 - (256 % SIGNS.length)) signs.push(SIGNS.charAt(byte % SIGNS.length));
  return Array.from({ length: GROUPS }, (_, group) =>
    signs.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(""),
  ).join("-");
}
