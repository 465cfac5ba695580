import type { Tx } from "@/lib/db";
import { invariant, present } from "@/lib/kernel";
import { type BlockCause, isBlockCause, isRegisterStatus, type RegisterStatus } from "../core/status";
import { sealToken } from "./token";

/** What may not work in two places at once. */
export type RegisterNumbers = {
  readonly registrationNumber: string;
  readonly model: string;
  readonly factoryNumber: string;
};

export type NewRow = RegisterNumbers & {
  readonly tenantId: string;
  readonly id: number;
  readonly name: string;
  readonly madeYear: number;
  readonly tradingPointId: string;
  readonly status: RegisterStatus;
  /** Day on which it was registered here. */
  readonly registeredOn: Date;
  readonly now: Date;
};

export type HeldRow = {
  readonly status: RegisterStatus;
  readonly blockCause: BlockCause | null;
  readonly tokenCipher: Uint8Array | null;
  readonly lastTokenCipher: Uint8Array | null;
};

/** The number by which a register is known on the wire: one sequence for the whole operator. */
export async function nextRegisterId(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ id: number }[]>`SELECT nextval('operator.register_id_seq')::int AS id`;
  return present(rows[0], "a sequence answers").id;
}

/** Says which of the numbers another working register holds; the answer looks across clients without naming any. */
export async function takenNumber(
  tx: Tx,
  numbers: RegisterNumbers,
): Promise<"registration_number" | "factory_number" | null> {
  const rows = await tx.$queryRaw<{ taken: "registration_number" | "factory_number" | null }[]>`
    SELECT operator.number_taken(${numbers.registrationNumber}, ${numbers.model}, ${numbers.factoryNumber}) AS taken`;
  return rows[0]?.taken ?? null;
}

/** Writes a register; a number that works elsewhere breaks a unique constraint. */
export async function insertRegister(tx: Tx, { now, ...row }: NewRow): Promise<void> {
  await tx.operatorRegister.create({ data: { ...row, statusAt: now, consentAt: now, createdAt: now } });
}

/** Holds one of the client's own registers until the transaction ends, against its exchanges and other tabs. */
export async function holdOwnRegister(tx: Tx, tenantId: string, id: number): Promise<HeldRow | null> {
  const rows = await tx.$queryRaw<
    {
      status: string;
      block_cause: string | null;
      token_cipher: Uint8Array | null;
      last_token_cipher: Uint8Array | null;
    }[]
  >`SELECT status, block_cause, token_cipher, last_token_cipher FROM operator.register
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id} FOR UPDATE`;
  const row = rows[0];
  if (!row) return null;
  invariant(isRegisterStatus(row.status), "a stored status is in the table");
  const cause = row.block_cause;
  const blockCause = cause !== null && isBlockCause(cause) ? cause : null;
  return { status: row.status, blockCause, tokenCipher: row.token_cipher, lastTokenCipher: row.last_token_cipher };
}

type Tariffed = { readonly status: RegisterStatus; readonly tariffCode: string; readonly now: Date };

/** Turns a tariff on. */
export async function writeTariff(
  tx: Tx,
  tenantId: string,
  id: number,
  { status, tariffCode, now }: Tariffed,
): Promise<void> {
  await tx.operatorRegister.update({
    where: { tenantId_id: { tenantId, id } },
    data: { status, statusAt: now, tariffCode, tariffChosenAt: now },
  });
}

/** Puts a new token in place of the one before, encrypted. */
export async function writeToken(tx: Tx, tenantId: string, id: number, token: number, now: Date): Promise<void> {
  await tx.operatorRegister.update({
    where: { tenantId_id: { tenantId, id } },
    data: { tokenCipher: sealToken(tenantId, id, token), tokenIssuedAt: now },
  });
}

export type AnyRegister = { readonly tenantId: string; readonly status: RegisterStatus };

/** Holds a register of any client until the transaction ends, for the operator's staff. */
export async function holdAnyRegister(tx: Tx, id: number): Promise<AnyRegister | null> {
  const rows = await tx.$queryRaw<{ tenant_id: string; status: string }[]>`
    SELECT tenant_id, status FROM operator.register WHERE id = ${id} FOR UPDATE`;
  const row = rows[0];
  if (!row) return null;
  invariant(isRegisterStatus(row.status), "a stored status is in the table");
  return { tenantId: row.tenant_id, status: row.status };
}

type State = {
  readonly status: RegisterStatus;
  readonly block: { readonly cause: BlockCause; readonly reason: string } | null;
  readonly now: Date;
};

/** Code of a register that was disconnected from the operator; every other block is 15. */
const DISCONNECTED = 19;
const BLOCKED = 15;

/** Puts a register into a state, with the block that belongs to it or none. */
export async function writeState(tx: Tx, tenantId: string, id: number, { status, block, now }: State): Promise<void> {
  const blockCode = block && (block.cause === "disconnected" ? DISCONNECTED : BLOCKED);
  await tx.operatorRegister.update({
    where: { tenantId_id: { tenantId, id } },
    data: {
      ...{ status, statusAt: now, blockCode },
      ...{ blockReason: block?.reason ?? null, blockCause: block?.cause ?? null },
    },
  });
}
