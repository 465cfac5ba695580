import { systemClock } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { isId, limits } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { type RegisterRow, rowSelect, toRow } from "./rows";

/** A cashier as the tab «Кассиры» shows one. */
export type CashierRow = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly registers: readonly { readonly id: string; readonly name: string; readonly factoryNumber: string }[];
};

const REGISTER = { select: { id: true, name: true, factoryNumber: true } } as const;

type Stored = Omit<CashierRow, "registers"> & {
  readonly registers: readonly { register: CashierRow["registers"][number] }[];
};

const toCashier = ({ id, login, name, createdAt, disabledAt, registers }: Stored): CashierRow => ({
  ...{ id, login, name, createdAt, disabledAt },
  registers: registers.map((access) => access.register).sort((a, b) => a.factoryNumber.localeCompare(b.factoryNumber)),
});

/** Cashiers of the organisation, working ones first, and where each may sell. */
export async function cashierList(tenantId: string, search = ""): Promise<readonly CashierRow[]> {
  const wanted = { contains: search.trim(), mode: "insensitive" as const };
  const rows = await withTenant(tenantId, (tx) =>
    tx.cashier.findMany({
      where: { tenantId, ...(search.trim() ? { OR: [{ name: wanted }, { login: wanted }] } : {}) },
      include: { registers: { include: { register: REGISTER } } },
      orderBy: [{ disabledAt: { sort: "asc", nulls: "first" } }, { name: "asc" }, { id: "asc" }],
      take: 1000,
    }),
  );
  return rows.map(toCashier);
}

/** One cashier; null where this tenant has none under that id. */
export async function cashierView(tenantId: string, cashierId: string): Promise<CashierRow | null> {
  if (!isId(cashierId)) return null;
  const row = await withTenant(tenantId, (tx) =>
    tx.cashier.findUnique({
      where: { tenantId_id: { tenantId, id: cashierId } },
      include: { registers: { include: { register: REGISTER } } },
    }),
  );
  return row && toCashier(row);
}

/** How many cashiers and registers the organisation has, for the numbers beside the profile's tabs. */
export async function profileCounts(tenantId: string): Promise<{ registers: number; cashiers: number }> {
  return withTenant(tenantId, async (tx) => ({
    registers: await tx.register.count({ where: { tenantId } }),
    cashiers: await tx.cashier.count({ where: { tenantId, disabledAt: null } }),
  }));
}

/** Registers on which a cashier may sell, for the choice after signing in at the till. */
export async function registersOfCashier(tenantId: string, cashierId: string): Promise<readonly RegisterRow[]> {
  const now = systemClock.now();
  return withTenant(tenantId, async (tx) => {
    const rows = await tx.register.findMany({
      where: { tenantId, status: "active", cashiers: { some: { cashierId, cashier: { disabledAt: null } } } },
      select: rowSelect,
      orderBy: { factoryNumber: "asc" },
      take: limits.tablePageRowsMax,
    });
    const organization = await organizationProfile(tx, tenantId);
    return rows.map((row) => toRow(row, now, organization));
  });
}
