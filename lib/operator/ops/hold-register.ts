import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/kernel";
import { isRegisterStatus, type RegisterStatus } from "../core/status";

type Held = {
  readonly status: RegisterStatus;
  readonly tokenCipher: Uint8Array | null;
  readonly lastTokenCipher: Uint8Array | null;
};

/** Holds one of the client's own registers until the transaction ends, against its exchanges and other tabs. */
export async function holdOwnRegister(tx: Tx, tenantId: string, id: number): Promise<Held | null> {
  const rows = await tx.$queryRaw<
    { status: string; token_cipher: Uint8Array | null; last_token_cipher: Uint8Array | null }[]
  >`SELECT status, token_cipher, last_token_cipher FROM operator.register
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id} FOR UPDATE`;
  const row = rows[0];
  if (!row) return null;
  invariant(isRegisterStatus(row.status), "a stored status is in the table");
  return { status: row.status, tokenCipher: row.token_cipher, lastTokenCipher: row.last_token_cipher };
}
