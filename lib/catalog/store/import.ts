import type { Tx } from "@/lib/db";
import { tiyn } from "@/lib/kernel";
import type { GoodFields } from "../core/good-fields";
import type { ReadLine } from "../core/import";
import type { ImportColumn } from "../core/import-words";
import type { Good } from "./good";
import { toGood } from "./good";

/** What was read from a file, waiting for a yes. */
export type StoredImport = {
  readonly fileName: string;
  readonly columns: readonly ImportColumn[];
  readonly lines: readonly ReadLine[];
  readonly confirmedAt: Date | null;
};

type StoredRows = { columns: ImportColumn[]; lines: unknown[] };

const toJson = (line: ReadLine): unknown =>
  "good" in line ? { ...line, good: { ...line.good, priceTiyn: line.good.priceTiyn?.toString() ?? null } } : line;

function fromJson(stored: unknown): ReadLine {
  const line = stored as ReadLine; // cast: written by toJson
  if (!("good" in line)) return line;
  const { priceTiyn } = line.good as unknown as { priceTiyn: string | null }; // cast: a sum is text there
  return { ...line, good: { ...line.good, priceTiyn: priceTiyn === null ? null : tiyn(BigInt(priceTiyn)) } };
}

/** Lists of this tenant that were never said yes to and are older than this are dropped. */
const KEPT_MS = 24 * 60 * 60 * 1000;

export async function insertImport(
  tx: Tx,
  tenantId: string,
  read: {
    id: string;
    fileName: string;
    columns: readonly ImportColumn[];
    lines: readonly ReadLine[];
    createdBy: string;
  },
  now: Date,
): Promise<void> {
  const { id, fileName, columns, lines, createdBy } = read;
  await tx.goodImport.deleteMany({ where: { tenantId, createdAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
  const rows = { columns: [...columns], lines: lines.map(toJson) } as object; // cast: plain JSON
  await tx.goodImport.create({ data: { tenantId, id, fileName, rows, createdAt: now, createdBy } });
}

export async function findImport(tx: Tx, tenantId: string, id: string): Promise<StoredImport | null> {
  const row = await tx.goodImport.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!row) return null;
  const { columns, lines } = row.rows as unknown as StoredRows; // cast: written by insertImport
  return { fileName: row.fileName, columns, lines: lines.map(fromJson), confirmedAt: row.confirmedAt };
}

/** Takes a list for good; false when another already has. */
export async function takeImport(tx: Tx, tenantId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.goodImport.updateMany({
    where: { tenantId, id, confirmedAt: null },
    data: { confirmedAt: now },
  });
  return count === 1;
}

/** Everything that is offered now. */
export const offeredGoods = async (tx: Tx, tenantId: string): Promise<readonly Good[]> =>
  (await tx.good.findMany({ where: { tenantId, archivedAt: null } })).map(toGood);

/** Goods as rows of the table, in JSON. */
const rowsOf = (tenantId: string, goods: readonly NamedGood[], now: Date): string =>
  JSON.stringify(
    goods.map(({ id, row }) => ({
      ...{
        tenant_id: tenantId,
        id,
        name: row.name,
        barcode: row.barcode,
        unit_code: row.unitCode,
        vat_kind: row.vatKind,
      },
      ...{ price_tiyn: row.priceTiyn?.toString() ?? null, section_code: row.sectionCode, group_name: row.groupName },
      ...{ favourite: row.favourite, article: row.article, ntin: row.ntin, plu: row.plu, marked: row.marked },
      ...{ version: 1, created_at: now, updated_at: now },
    })),
  );

type NamedGood = { readonly id: string; readonly row: GoodFields };

/** Adds many goods in one statement. */
export async function insertGoods(tx: Tx, tenantId: string, goods: readonly NamedGood[], now: Date): Promise<void> {
  if (goods.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO cabinet.good
    SELECT * FROM jsonb_populate_recordset(NULL::cabinet.good, ${rowsOf(tenantId, goods, now)}::jsonb)`;
}

/** Changes many goods in one statement. */
export async function changeGoods(tx: Tx, tenantId: string, goods: readonly NamedGood[], now: Date): Promise<void> {
  if (goods.length === 0) return;
  await tx.$executeRaw`
    UPDATE cabinet.good g
    SET name = r.name, barcode = r.barcode, unit_code = r.unit_code, vat_kind = r.vat_kind, price_tiyn = r.price_tiyn,
      section_code = r.section_code, group_name = r.group_name, favourite = r.favourite, article = r.article, ntin = r.ntin,
      plu = r.plu, marked = r.marked, version = g.version + 1, updated_at = r.updated_at
    FROM jsonb_populate_recordset(NULL::cabinet.good, ${rowsOf(tenantId, goods, now)}::jsonb) r
    WHERE g.tenant_id = r.tenant_id AND g.id = r.id`;
}
