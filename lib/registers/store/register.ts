import type { Tx } from "@/lib/db";
import { present } from "@/lib/kernel";
import type { RegisterSettings } from "../input";
import { blockSet } from "./blocks";
import { storedStatus } from "./profile";

/** Draws the next ЗНМ. A number drawn and not used leaves a gap, which nobody minds. */
export async function drawFactoryNumber(tx: Tx): Promise<string> {
  const rows = await tx.$queryRaw<{ number: bigint }[]>`SELECT nextval('cabinet.factory_number_seq') AS number`;
  return present(rows[0], "a sequence answers one row").number.toString();
}

/** Reads a register of a tenant; null when this tenant has none under that id. */
export async function findRegister(tx: Tx, tenantId: string, registerId: string) {
  const row = await tx.register.findUnique({
    where: { tenantId_id: { tenantId, id: registerId } },
    include: { blocks: true },
  });
  return row ? { ...row, status: storedStatus(row.status), blocks: blockSet(row.blocks) } : null;
}

export type StoredRegister = NonNullable<Awaited<ReturnType<typeof findRegister>>>;

/** Reads a register and keeps others from changing it until this transaction ends. */
export async function lockRegister(tx: Tx, tenantId: string, registerId: string): Promise<StoredRegister | null> {
  await tx.$queryRaw`SELECT id FROM cabinet.register WHERE tenant_id = ${tenantId}::uuid AND id = ${registerId}::uuid FOR UPDATE`;
  return findRegister(tx, tenantId, registerId);
}

/** Tells whether a РНМ works elsewhere or waits in another register of the same tenant; never whose it is. */
export async function registrationNumberTaken(
  tx: Tx,
  tenantId: string,
  registerId: string,
  registrationNumber: string,
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ taken: boolean }[]>`
    SELECT cabinet.registration_number_taken(${registrationNumber}, ${tenantId}::uuid, ${registerId}::uuid) AS taken`;
  return rows[0]?.taken === true;
}

/** Tells whether the data operator's id works for another register; never whose it is. */
export async function ofdRegisterIdTaken(
  tx: Tx,
  tenantId: string,
  registerId: string,
  ofdRegisterId: bigint,
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ taken: boolean }[]>`
    SELECT cabinet.ofd_register_id_taken(${ofdRegisterId}::bigint, ${tenantId}::uuid, ${registerId}::uuid) AS taken`;
  return rows[0]?.taken === true;
}

/** How many registers an organisation has, those that are no longer used left out. */
export const countRegisters = (tx: Tx, tenantId: string): Promise<number> =>
  tx.register.count({ where: { tenantId, status: { not: "deregistered" } } });

type NewRegister = Parameters<Tx["register"]["create"]>[0]["data"];

export async function insertRegister(tx: Tx, register: NewRegister): Promise<void> {
  await tx.register.create({ data: register, select: { id: true } });
}

/** What an act may change in a register; who and where it is stays. */
export type RegisterChange = Partial<
  Pick<
    StoredRegister,
    | "status"
    | "taxOfficeCode"
    | "applicationSignatureId"
    | "applicationSignedAt"
    | "cardId"
    | "registrationNumber"
    | "registeredOn"
    | "ofdRegisterId"
    | "ofdCashierId"
    | "activatedAt"
    | "paidSince"
    | "paidUntil"
    | "ofdVersion"
  > & { ofdTokenCipher: Uint8Array<ArrayBuffer>; settings: RegisterSettings }
>;

export async function changeRegister(
  tx: Tx,
  { tenantId, id }: { tenantId: string; id: string },
  change: RegisterChange,
): Promise<void> {
  await tx.register.update({ where: { tenantId_id: { tenantId, id } }, data: change, select: { id: true } });
}

/** Active registers whose paid period is over and which are not yet known to stand still, in order of id. */
export const dueRegisters = (tx: Tx, after: string | null, now: Date, count: number) =>
  tx.register.findMany({
    where: {
      ...{ status: "active", paidUntil: { lte: now }, blocks: { none: { cause: "billing" } } },
      ...(after ? { id: { gt: after } } : {}),
    },
    select: { tenantId: true, id: true },
    orderBy: { id: "asc" },
    take: count,
  });
