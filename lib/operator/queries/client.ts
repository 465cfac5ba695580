import { systemClock } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { addDays, type Day, dayOf, invariant, startOfDay, type Tiyn, tiyn } from "@/lib/kernel";

export type ClientView = {
  readonly xin: string;
  readonly name: string;
  readonly headName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly createdAt: Date;
};

export type AccountSummary = {
  readonly accountNumber: number;
  /** Negative: owed to the operator. */
  readonly balanceTiyn: Tiyn;
  /** Owed and due already. */
  readonly overdue: boolean;
};

export type AccountEntry = {
  readonly id: string;
  readonly kind: "charge" | "payment";
  readonly amountTiyn: Tiyn;
  /** `202611`. */
  readonly period: string;
  readonly comment: string;
  readonly registerId: number | null;
  readonly at: Date;
};

/** «Данные организации». */
export async function clientView(tenantId: string): Promise<ClientView> {
  const row = await withTenant(tenantId, (tx) => tx.operatorClient.findUnique({ where: { tenantId } }));
  invariant(row !== null, "whoever is signed in to the portal is a client");
  const { xin, name, headName, email, phone, address, createdAt } = row;
  return { xin, name, headName, email, phone, address, createdAt };
}

/** Number and balance of the personal account, for the head of every page. */
export async function accountSummary(tenantId: string): Promise<AccountSummary> {
  return withTenant(tenantId, async (tx) => {
    const client = await tx.operatorClient.findUnique({ where: { tenantId }, select: { accountNumber: true } });
    invariant(client !== null, "whoever is signed in to the portal is a client");
    const sums = await tx.operatorAccountEntry.groupBy({
      by: ["kind"],
      where: { tenantId },
      _sum: { amountTiyn: true },
      _min: { dueOn: true },
    });
    const sum = (kind: string) => sums.find((row) => row.kind === kind)?._sum.amountTiyn ?? 0n;
    const balanceTiyn = tiyn(sum("payment") - sum("charge"));
    const due = await tx.operatorAccountEntry.aggregate({
      where: { tenantId, kind: "charge", dueOn: { lt: new Date(`${dayOf(systemClock.now())}T00:00:00Z`) } },
      _sum: { amountTiyn: true },
    });
    const overdue = (due._sum.amountTiyn ?? 0n) > sum("payment");
    return { accountNumber: client.accountNumber, balanceTiyn, overdue };
  });
}

/** The lines of the personal account in a period, newest first. */
export async function accountEntries(
  tenantId: string,
  period: { readonly from: Day | null; readonly to: Day | null },
): Promise<readonly AccountEntry[]> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.operatorAccountEntry.findMany({
      where: {
        tenantId,
        at: {
          ...(period.from ? { gte: startOfDay(period.from) } : {}),
          ...(period.to ? { lt: startOfDay(addDays(period.to, 1)) } : {}),
        },
      },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: 500,
    }),
  );
  return rows.map(({ id, kind, amountTiyn, period: month, comment, registerId, at }) => ({
    ...{ id, kind: kind === "payment" ? "payment" : "charge", amountTiyn: tiyn(amountTiyn), period: month },
    ...{ comment, registerId, at },
  }));
}
