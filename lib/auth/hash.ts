import { createHash } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";
import { env, systemRandomness } from "@/lib/config";
import { normalPassword } from "./core/login";

/** OWASP's second row for Argon2id: 19 MiB, two passes, one lane. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const SALT_BYTES = 16;

/**
 * A hash that no password gives, of the same cost: checked where there is no account, so that an unknown login takes as long as a
 * wrong password.
 */
const NOBODY = `$argon2id$v=19$m=${COST.memorySize},t=${COST.iterations},p=${COST.parallelism}$bm9ib2R5J3Mgc2FsdCE$${"A".repeat(43)}`;

const pepper = (): string => env().PASSWORD_PEPPER.reveal();

/** Hashes a password with a salt of its own and the pepper of this installation. */
export const hashPassword = (password: string): Promise<string> =>
  argon2id({
    ...COST,
    password: normalPassword(password),
    salt: systemRandomness.bytes(SALT_BYTES),
    secret: pepper(),
    outputType: "encoded",
  });

/** Tells whether a password gives a stored hash. The same work is done where there is none, and the answer is no. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const matches = await argon2Verify({ password: normalPassword(password), hash: hash ?? NOBODY, secret: pepper() });
  return matches && hash !== null;
}

/** How sids and typed logins are kept: not readable, but equal when equal. */
export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
