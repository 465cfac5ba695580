import type { Tx } from "@/lib/db";
import { invariant, tiyn } from "@/lib/kernel";
import type { GoodFields } from "../core/good-fields";
import { isVatKind } from "../core/vat";

/** Something that is sold. */
export type Good = GoodFields & {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly archivedAt: Date | null;
};

type Stored = Omit<Good, "vatKind" | "priceTiyn"> & { vatKind: string; priceTiyn: bigint | null };

/** Turns a stored row into a good; an unknown kind of VAT is a bug. */
export function toGood(row: Stored): Good {
  const { vatKind, priceTiyn } = row;
  invariant(isVatKind(vatKind), "a stored kind of VAT is in the list");
  const { id, name, barcode, unitCode, sectionCode, groupName, favourite, article, ntin, plu, marked } = row;
  return {
    ...{ id, name, barcode, unitCode, vatKind, priceTiyn: priceTiyn === null ? null : tiyn(priceTiyn), sectionCode },
    ...{ groupName, favourite, article, ntin, plu, marked },
    ...{ version: row.version, createdAt: row.createdAt, updatedAt: row.updatedAt, archivedAt: row.archivedAt },
  };
}

/** Reads a good of a tenant; null when this tenant has none under that id. */
export async function findGood(tx: Tx, tenantId: string, id: string): Promise<Good | null> {
  const row = await tx.good.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return row ? toGood(row) : null;
}

/** Finds the good that a code means now, the archive left out. */
export async function goodByBarcode(tx: Tx, tenantId: string, barcode: string): Promise<Good | null> {
  const row = await tx.good.findFirst({ where: { tenantId, barcode, archivedAt: null } });
  return row ? toGood(row) : null;
}

/** Finds the good that a code of the scales means now, the archive left out. */
export async function goodByPlu(tx: Tx, tenantId: string, plu: string): Promise<Good | null> {
  const row = await tx.good.findFirst({ where: { tenantId, plu, archivedAt: null } });
  return row ? toGood(row) : null;
}

export async function insertGood(tx: Tx, tenantId: string, id: string, fields: GoodFields, now: Date): Promise<void> {
  await tx.good.create({ data: { tenantId, id, ...fields, version: 1, createdAt: now, updatedAt: now } });
}

/** Writes a good over the version that was seen; false when it has changed since. */
export async function changeGood(
  tx: Tx,
  tenantId: string,
  seen: { id: string; version: number },
  fields: GoodFields,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.good.updateMany({
    where: { tenantId, id: seen.id, version: seen.version },
    data: { ...fields, version: seen.version + 1, updatedAt: now },
  });
  return count === 1;
}

/** Moves a good into the archive, or out of it with null. */
export async function setArchived(
  tx: Tx,
  tenantId: string,
  id: string,
  archivedAt: Date | null,
  now: Date,
): Promise<void> {
  await tx.good.updateMany({
    where: { tenantId, id },
    data: { archivedAt, updatedAt: now, version: { increment: 1 } },
  });
}
