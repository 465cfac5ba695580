import { type Prisma, withTenant } from "@/lib/db";
import { isId, limits } from "@/lib/kernel";
import { findGood, type Good, toGood } from "../store/good";

export const GOOD_SORTS = ["name", "barcode", "price", "updated"] as const;
export type GoodSort = (typeof GOOD_SORTS)[number];

/** What the list's address asks for. */
export type GoodFilter = {
  readonly search: string;
  readonly tab: "offered" | "archived";
  /** Null: of every group. */
  readonly group: string | null;
  readonly sort: GoodSort;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly pageRows: number;
};

export type GoodList = {
  readonly rows: readonly Good[];
  /** Rows that match search and tab. */
  readonly total: number;
  /** Rows per tab, search ignored. */
  readonly counts: Readonly<Record<GoodFilter["tab"], number>>;
};

/** A good as the till offers it. */
export type TillGood = Omit<Good, "version" | "createdAt" | "updatedAt" | "archivedAt">;

/** The till keeps all goods at hand; a shop with more finds the rest by name or code. */
const TILL_GOODS_MAX = 5000;

/** As many shelves as a list of choices can show. */
const GROUPS_MAX = 200;

const contains = (word: string) => ({ contains: word, mode: "insensitive" as const });

const where = (
  tenantId: string,
  { search, tab, group }: Pick<GoodFilter, "search" | "tab" | "group">,
): Prisma.GoodWhereInput => ({
  tenantId,
  archivedAt: tab === "offered" ? null : { not: null },
  AND: search
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => ({
      OR: [
        ...[{ name: contains(word) }, { barcode: contains(word) }, { groupName: contains(word) }],
        ...[{ article: contains(word) }, { ntin: contains(word) }],
      ],
    })),
  ...(group === null ? {} : { groupName: group }),
});

function order(sort: GoodSort, descending: boolean): Prisma.GoodOrderByWithRelationInput[] {
  const way = descending ? "desc" : "asc";
  const last = { id: "asc" as const };
  if (sort === "barcode") return [{ barcode: { sort: way, nulls: "last" } }, last];
  if (sort === "price") return [{ priceTiyn: { sort: way, nulls: "last" } }, last];
  return [sort === "updated" ? { updatedAt: way } : { name: way }, last];
}

/** «Товары»: one page of what was searched, with the number of goods behind each tab. */
export async function goodList(tenantId: string, filter: GoodFilter): Promise<GoodList> {
  const take = Math.min(Math.max(1, filter.pageRows), limits.tablePageRowsMax);
  return withTenant(tenantId, async (tx) => {
    const total = await tx.good.count({ where: where(tenantId, filter) });
    const page = Math.min(Math.max(1, filter.page), Math.max(1, Math.ceil(total / take)));
    const rows = await tx.good.findMany({
      where: where(tenantId, filter),
      orderBy: order(filter.sort, filter.descending),
      skip: (page - 1) * take,
      take,
    });
    const offered = await tx.good.count({ where: { tenantId, archivedAt: null } });
    const archived = await tx.good.count({ where: { tenantId, archivedAt: { not: null } } });
    return { rows: rows.map(toGood), total, counts: { offered, archived } };
  });
}

/** Everything that matches, for an export. */
export async function goodExport(tenantId: string, filter: GoodFilter): Promise<readonly Good[]> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.good.findMany({
      where: where(tenantId, filter),
      orderBy: order(filter.sort, filter.descending),
      take: limits.exportRowsMax,
    }),
  );
  return rows.map(toGood);
}

/** One good for its form; null where this tenant has none under that id. */
export async function good(tenantId: string, goodId: string): Promise<Good | null> {
  return isId(goodId) ? withTenant(tenantId, (tx) => findGood(tx, tenantId, goodId)) : null;
}

/** What the till offers: favourites first, then by name. */
export async function goodsForTill(tenantId: string): Promise<readonly TillGood[]> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.good.findMany({
      where: { tenantId, archivedAt: null },
      orderBy: [{ favourite: "desc" }, { name: "asc" }, { id: "asc" }],
      take: TILL_GOODS_MAX,
    }),
  );
  return rows.map(toGood).map(({ version: _, createdAt: _c, updatedAt: _u, archivedAt: _a, ...good }) => good);
}

/** The shelves that goods stand on, by name. */
export async function goodGroups(tenantId: string): Promise<readonly string[]> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.good.findMany({
      where: { tenantId, archivedAt: null, groupName: { not: null } },
      ...{ distinct: ["groupName"], select: { groupName: true }, orderBy: { groupName: "asc" }, take: GROUPS_MAX },
    }),
  );
  return rows.map(({ groupName }) => groupName ?? "");
}
