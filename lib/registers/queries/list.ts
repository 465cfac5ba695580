import { systemClock } from "@/lib/config";
import { type Prisma, type Tx, withTenant } from "@/lib/db";
import { isId, limits } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { REGISTER_STATUSES, type RegisterStatus } from "../core/status";
import { type RegisterRow, rowSelect, toRow } from "./rows";

export const REGISTER_SORTS = ["address", "factoryNumber", "registrationNumber", "status", "paidUntil"] as const;
export type RegisterSort = (typeof REGISTER_SORTS)[number];

/** What the list's address asks for. `prolong` shows those whose paid month is over. */
export type RegisterFilter = {
  readonly search: string;
  readonly tab: RegisterStatus | "all" | "prolong";
  readonly sort: RegisterSort;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly pageRows: number;
};

export type RegisterList = {
  readonly rows: readonly RegisterRow[];
  /** Rows that match search and tab. */
  readonly total: number;
  /** Rows per tab, search ignored. */
  readonly counts: Readonly<Record<RegisterStatus | "all" | "prolong", number>>;
};

const contains = (word: string) => ({ contains: word, mode: "insensitive" as const });

/** Every typed word must be found somewhere, so «сатпаева 90» finds the house and not only the street. */
export const searched = (search: string): Prisma.RegisterWhereInput[] =>
  search
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => ({
      OR: [
        { locality: contains(word) },
        { street: contains(word) },
        { house: contains(word) },
        { flat: contains(word) },
        { name: contains(word) },
        { factoryNumber: contains(word) },
        { registrationNumber: contains(word) },
      ],
    }));

export const whereTab = (tab: RegisterFilter["tab"], now: Date): Prisma.RegisterWhereInput => {
  if (tab === "all") return {};
  return tab === "prolong" ? { status: "active", paidUntil: { lte: now } } : { status: tab };
};

export function order(sort: RegisterSort, descending: boolean): Prisma.RegisterOrderByWithRelationInput[] {
  const way = descending ? "desc" : "asc";
  const last = { id: "asc" as const };
  if (sort === "address") return [{ locality: way }, { street: way }, { house: way }, { name: way }, last];
  if (sort === "registrationNumber") return [{ registrationNumber: { sort: way, nulls: "last" } }, last];
  if (sort === "paidUntil") return [{ paidUntil: { sort: way, nulls: "last" } }, last];
  return [{ [sort]: way }, last];
}

/** How many registers stand behind each tab. */
export async function registerCounts(
  tx: Tx,
  of: { tenantId?: string },
  now: Date,
): Promise<Readonly<Record<RegisterFilter["tab"], number>>> {
  const perStatus = await tx.register.groupBy({ by: ["status"], where: of, _count: true });
  const prolong = await tx.register.count({ where: { ...of, ...whereTab("prolong", now) } });
  const count = (status: string) => perStatus.find((row) => row.status === status)?._count ?? 0;
  return {
    ...(Object.fromEntries(REGISTER_STATUSES.map((status) => [status, count(status)])) as Record<
      RegisterStatus,
      number
    >), // cast: built from the very list
    all: perStatus.reduce((sum, row) => sum + row._count, 0),
    prolong,
  };
}

/** The tab «Кассы»: one page of what was searched and chosen, with the number of rows behind each tab. */
export async function registerList(tenantId: string, filter: RegisterFilter): Promise<RegisterList> {
  const now = systemClock.now();
  const where: Prisma.RegisterWhereInput = { tenantId, AND: [...searched(filter.search), whereTab(filter.tab, now)] };
  const take = Math.min(Math.max(1, filter.pageRows), limits.tablePageRowsMax);
  return withTenant(tenantId, async (tx) => {
    const total = await tx.register.count({ where });
    const page = Math.min(Math.max(1, filter.page), Math.max(1, Math.ceil(total / take)));
    const rows = await tx.register.findMany({
      where,
      select: rowSelect,
      orderBy: order(filter.sort, filter.descending),
      skip: (page - 1) * take,
      take,
    });
    const organization = await organizationProfile(tx, tenantId);
    return {
      rows: rows.map((row) => toRow(row, now, organization)),
      total,
      counts: await registerCounts(tx, { tenantId }, now),
    };
  });
}

/** Everything that matches, for an export. */
export async function registerExport(tenantId: string, filter: RegisterFilter): Promise<readonly RegisterRow[]> {
  const now = systemClock.now();
  return withTenant(tenantId, async (tx) => {
    const rows = await tx.register.findMany({
      where: { tenantId, AND: [...searched(filter.search), whereTab(filter.tab, now)] },
      select: rowSelect,
      orderBy: order(filter.sort, filter.descending),
      take: limits.exportRowsMax,
    });
    const organization = await organizationProfile(tx, tenantId);
    return rows.map((row) => toRow(row, now, organization));
  });
}

/** One register as lists show it; null where this tenant has none under that id. */
export async function registerRow(tenantId: string, registerId: string): Promise<RegisterRow | null> {
  if (!isId(registerId)) return null;
  return withTenant(tenantId, async (tx) => {
    const row = await tx.register.findUnique({
      where: { tenantId_id: { tenantId, id: registerId } },
      select: rowSelect,
    });
    return row && toRow(row, systemClock.now(), await organizationProfile(tx, tenantId));
  });
}

/** Working registers by their ЗНМ, for the left menu. */
export async function registerMenu(tenantId: string): Promise<readonly RegisterRow[]> {
  const now = systemClock.now();
  return withTenant(tenantId, async (tx) => {
    const rows = await tx.register.findMany({
      where: { tenantId, status: "active" },
      select: rowSelect,
      orderBy: { factoryNumber: "asc" },
      take: limits.tablePageRowsMax,
    });
    const organization = await organizationProfile(tx, tenantId);
    return rows.map((row) => toRow(row, now, organization));
  });
}
