import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

const ALGORITHM = "aes-256-gcm";
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const key = (): Buffer => {
  const bytes = Buffer.from(env().ENCRYPTION_KEY.reveal(), "base64");
  if (bytes.length !== 32) throw new Error("ENCRYPTION_KEY is not 32 bytes in base64");
  return bytes;
};

/**
 * Encrypts a secret that must be stored (AES-256-GCM). `owner` names whose it is, and the bytes open only under the same
 * name, so a row copied to another tenant or register is worthless.
 */
export function encryptSecret(secret: string, owner: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key(), nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.of(FORMAT), nonce, body, cipher.getAuthTag()]));
}

/** Opens what `encryptSecret` made for the same owner; throws for anything else. */
export function decryptSecret(bytes: Uint8Array, owner: string): string {
  const sealed = Buffer.from(bytes);
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT) throw new Error("not an encrypted secret");
  const decipher = createDecipheriv(ALGORITHM, key(), sealed.subarray(1, 1 + NONCE_BYTES))
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  return decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}

/** A mark (HMAC-SHA-256) that only we can make, for addresses that name a thing and must not be guessed. `purpose` keeps marks apart. */
export const markOf = (bytes: Uint8Array, purpose: string): Uint8Array =>
  createHmac("sha256", new Uint8Array(hkdfSync("sha256", key(), new Uint8Array(), `mark:${purpose}`, 32)))
    .update(bytes)
    .digest();
