import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { derOfPem, pemOf } from "./folder";
import { keyOf, type SigningKey } from "./signing-key";

// The national authority gives keys out in PKCS#12 files. No library here writes those around its own algorithms, so a demo key
// of any algorithm lies in a container of our own: PKCS#8 under AES-256-GCM, its key from the password by scrypt.

const LABEL = "TIYN DEMO KEY";
const [SALT, IV, TAG] = [16, 12, 16];

const secretOf = (password: string, salt: Uint8Array): Buffer =>
  scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 });

/** Locks a key with a password. */
export function lockKey(key: SigningKey, password: string): string {
  const [salt, iv] = [randomBytes(SALT), randomBytes(IV)];
  const cipher = createCipheriv("aes-256-gcm", secretOf(password, salt), iv);
  const locked = Buffer.concat([cipher.update(key.privateDer), cipher.final()]);
  return pemOf(LABEL, Buffer.concat([salt, iv, cipher.getAuthTag(), locked]));
}

/** Opens a key; null when the password is wrong. */
export function openKey(container: string, password: string): SigningKey | null {
  const bytes = derOfPem(container);
  const [salt, iv, tag] = [
    bytes.subarray(0, SALT),
    bytes.subarray(SALT, SALT + IV),
    bytes.subarray(SALT + IV, SALT + IV + TAG),
  ];
  const decipher = createDecipheriv("aes-256-gcm", secretOf(password, salt), iv).setAuthTag(tag);
  try {
    return keyOf(Buffer.concat([decipher.update(bytes.subarray(SALT + IV + TAG)), decipher.final()]));
  } catch {
    return null; // the one thing that can go wrong with our own file is the password
  }
}
