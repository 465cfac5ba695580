import type { Tx } from "@/lib/db";

const at = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });

/** Reads a cashier of a tenant and keeps others from changing it; null when this tenant has none under that id. */
export async function lockCashier(tx: Tx, tenantId: string, cashierId: string) {
  await tx.$queryRaw`SELECT id FROM cabinet.cashier WHERE tenant_id = ${tenantId}::uuid AND id = ${cashierId}::uuid FOR UPDATE`;
  return tx.cashier.findUnique({ where: at(tenantId, cashierId) });
}

export async function insertCashier(
  tx: Tx,
  cashier: { tenantId: string; id: string; login: string; name: string; createdAt: Date },
): Promise<void> {
  await tx.cashier.create({ data: cashier, select: { id: true } });
}

export async function setCashierDisabled(
  tx: Tx,
  tenantId: string,
  cashierId: string,
  moment: Date | null,
): Promise<void> {
  await tx.cashier.update({ where: at(tenantId, cashierId), data: { disabledAt: moment }, select: { id: true } });
}

/** Sets where a cashier may sell. False, and nothing changed, when one of the registers is not of this tenant. */
export async function setAccess(
  tx: Tx,
  tenantId: string,
  cashierId: string,
  registerIds: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(registerIds)];
  const known = await tx.register.count({ where: { tenantId, id: { in: wanted } } });
  if (known !== wanted.length) return false;
  await tx.cashierRegister.deleteMany({ where: { tenantId, cashierId, registerId: { notIn: wanted } } });
  await tx.cashierRegister.createMany({
    data: wanted.map((registerId) => ({ tenantId, cashierId, registerId })),
    skipDuplicates: true,
  });
  return true;
}
