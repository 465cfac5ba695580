import { decryptSecret, encryptSecret } from "@/lib/config";
import type { Randomness } from "@/lib/kernel";

const owner = (tenantId: string, registerId: number): string => `operator-token:${tenantId}:${registerId}`;

/** Encrypts a token for one register; the bytes open for no other. */
export const sealToken = (tenantId: string, registerId: number, token: number): Uint8Array<ArrayBuffer> =>
  encryptSecret(String(token), owner(tenantId, registerId));

/** Opens a token of a register. It must go nowhere but into a frame, or once before its owner's eyes. */
export const openToken = (tenantId: string, registerId: number, cipher: Uint8Array): number =>
  Number(decryptSecret(cipher, owner(tenantId, registerId)));

/** Draws a token: 32 unpredictable bits, never zero, none of those given. */
export function drawToken(randomness: Randomness, taken: readonly (number | null)[]): number {
  for (;;) {
    const bytes = randomness.bytes(4);
    const token = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    if (token !== 0 && !taken.includes(token)) return token;
  }
}
