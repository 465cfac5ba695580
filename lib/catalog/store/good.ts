import type { Tx } from "@/lib/db";
import { invariant, type Tiyn, tiyn } from "@/lib/kernel";
import { isVatKind, type VatKind } from "../core/vat";

/** Something that is sold. */
export type Good = {
  readonly id: string;
  readonly name: string;
  readonly barcode: string | null;
  readonly unitCode: string;
  readonly vatKind: VatKind;
  /** Null: the cashier types the price. */
  readonly priceTiyn: Tiyn | null;
  readonly sectionCode: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly archivedAt: Date | null;
};

type Stored = {
  id: string;
  name: string;
  barcode: string | null;
  unitCode: string;
  vatKind: string;
  priceTiyn: bigint | null;
  sectionCode: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
};

/** Turns a stored row into a good; an unknown kind of VAT is a bug. */
export function toGood({ vatKind, priceTiyn, ...row }: Stored): Good {
  invariant(isVatKind(vatKind), "a stored kind of VAT is in the list");
  const { id, name, barcode, unitCode, sectionCode, version, createdAt, updatedAt, archivedAt } = row;
  return {
    ...{ id, name, barcode, unitCode, vatKind, priceTiyn: priceTiyn === null ? null : tiyn(priceTiyn) },
    ...{ sectionCode, version, createdAt, updatedAt, archivedAt },
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
