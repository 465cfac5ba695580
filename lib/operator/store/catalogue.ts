import type { Tx } from "@/lib/db";

export type CatalogueEntry = {
  readonly id: bigint;
  readonly version: number;
  readonly parentId: bigint | null;
  readonly title: string;
  readonly titleKk: string;
  /** Null for a group. */
  readonly goods: {
    readonly barcode: string | null;
    readonly ntin: string;
    readonly unitCode: string;
    readonly unitTitle: string;
    readonly unitFractional: boolean;
    readonly marked: boolean;
    readonly social: boolean;
  } | null;
};

type Row = Awaited<ReturnType<Tx["operatorCatalogueEntry"]["findMany"]>>[number];

function entryOf(row: Row): CatalogueEntry {
  const { id, version, parentId, title, titleKk, barcode, ntin, unitCode, unitTitle, unitFractional } = row;
  const isGoods = ntin !== null && unitCode !== null && unitTitle !== null && unitFractional !== null;
  const { marked, social } = row;
  return {
    ...{ id, version, parentId, title, titleKk },
    goods: isGoods ? { barcode, ntin, unitCode, unitTitle, unitFractional, marked, social } : null,
  };
}

/** The latest version of the catalogue; 0 while it is empty. */
export const catalogueVersion = async (tx: Tx): Promise<number> =>
  (await tx.operatorCatalogueEntry.aggregate({ _max: { version: true } }))._max.version ?? 0;

/** What came after a version, oldest version first; no more than `max` entries. */
export const entriesAfter = async (tx: Tx, version: number, max: number): Promise<CatalogueEntry[]> =>
  (
    await tx.operatorCatalogueEntry.findMany({
      where: { version: { gt: version } },
      orderBy: [{ version: "asc" }, { id: "asc" }],
      take: max,
    })
  ).map(entryOf);

/** Goods by the bar code of the pack or by the code of the national catalogue. */
export async function entryByCode(tx: Tx, code: string): Promise<CatalogueEntry | null> {
  const row = await tx.operatorCatalogueEntry.findFirst({ where: { OR: [{ barcode: code }, { ntin: code }] } });
  return row && entryOf(row);
}
