import { decryptSecret, encryptSecret } from "@/lib/config";

const owner = (tenantId: string, registerId: string): string => `ofd-token:${tenantId}:${registerId}`;

/** Encrypts a token of the data operator for one register; the bytes open for no other. */
export const encryptOfdToken = (tenantId: string, registerId: string, token: string): Uint8Array<ArrayBuffer> =>
  encryptSecret(token, owner(tenantId, registerId));

/** Opens a token of the data operator. The text must go nowhere but into a frame. */
export const decryptOfdToken = (tenantId: string, registerId: string, cipher: Uint8Array): string =>
  decryptSecret(cipher, owner(tenantId, registerId));
