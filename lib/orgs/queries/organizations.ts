import type { Payer } from "@/lib/billing";
import { type Prisma, type Tx, withSystem, withTenant } from "@/lib/db";
import { readFile, type StoredFile } from "@/lib/files";
import { isId, limits } from "@/lib/kernel";
import { type OrganizationProfile, readOrganization, toProfile } from "../store/organization";

/** The organisation of a tenant, in the caller's transaction; null where the tenant is none. */
export const organizationProfile = (tx: Tx, tenantId: string): Promise<OrganizationProfile | null> =>
  readOrganization(tx, tenantId);

/** The same for pages, in a transaction of its own. */
export const organizationOf = (tenantId: string): Promise<OrganizationProfile | null> =>
  withTenant(tenantId, (tx) => readOrganization(tx, tenantId));

/** How papers of billing name the organisation. */
export const payerOf = (profile: OrganizationProfile): Payer => ({
  kind: profile.xinKind === "bin" ? "legal_entity" : "entrepreneur",
  ...{ xin: profile.xin, name: profile.name, legalAddress: profile.legalAddress },
  contract: { number: profile.contractNumber, date: profile.contractDay },
});

/** The signed contract of an organisation. */
export async function contractFile(tenantId: string): Promise<StoredFile | null> {
  return withTenant(tenantId, async (tx) => {
    const profile = await readOrganization(tx, tenantId);
    return profile && readFile(tx, tenantId, profile.contractFileId);
  });
}

export type OrganizationFilter = {
  readonly search: string;
  readonly status: "all" | "active" | "suspended";
  /** From 1. */
  readonly page: number;
  readonly pageRows: number;
};

export type OrganizationList = {
  readonly rows: readonly OrganizationProfile[];
  readonly total: number;
  readonly counts: Readonly<Record<OrganizationFilter["status"], number>>;
};

const found = (search: string): Prisma.OrganizationWhereInput => {
  const words = search.trim().slice(0, 200);
  const contains = { contains: words, mode: "insensitive" as const };
  return words ? { OR: [{ name: contains }, { email: contains }, { xin: { startsWith: words } }] } : {};
};

/** All organisations, for the administration. */
export async function organizationList(filter: OrganizationFilter): Promise<OrganizationList> {
  const searched = found(filter.search);
  const where = filter.status === "all" ? searched : { AND: [searched, { status: filter.status }] };
  const take = Math.min(Math.max(1, filter.pageRows), limits.tablePageRowsMax);
  return withSystem(async (tx) => {
    const total = await tx.organization.count({ where });
    const page = Math.min(Math.max(1, filter.page), Math.max(1, Math.ceil(total / take)));
    const rows = await tx.organization.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { tenantId: "asc" }],
      skip: (page - 1) * take,
      take,
    });
    const perStatus = await tx.organization.groupBy({ by: ["status"], _count: true });
    const count = (status: string): number => perStatus.find((row) => row.status === status)?._count ?? 0;
    const all = perStatus.reduce((sum, row) => sum + row._count, 0);
    return {
      rows: rows.map(toProfile),
      total,
      counts: { all, active: count("active"), suspended: count("suspended") },
    };
  });
}

/** One organisation, for the administration. */
export async function organizationById(id: string): Promise<OrganizationProfile | null> {
  return isId(id) ? withSystem((tx) => readOrganization(tx, id)) : null;
}
