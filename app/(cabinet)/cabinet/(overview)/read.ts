import { accountBalance, tariff } from "@/lib/billing";
import { systemClock } from "@/lib/config";
import { shifts, type TillState, takings, tillState } from "@/lib/fiscal";
import { addDays, dayOf, limits, startOfDay, type Tiyn, tiyn } from "@/lib/kernel";
import { organizationOf } from "@/lib/orgs";
import { type RegisterRow, registerList } from "@/lib/registers";

/** A register with what the till knows of it; null until it has been activated. */
export type Health = { readonly row: RegisterRow; readonly till: TillState | null; readonly revenueTiyn: Tiyn | null };

/** Registers whose state is asked one by one; the rest is in the list. */
const ASKED_MAX = 20;

async function healthOf(tenantId: string, row: RegisterRow): Promise<Health> {
  const till = row.status === "active" ? await tillState(tenantId, row.id) : null;
  if (!till?.shift) return { row, till, revenueTiyn: null };
  const latest = (await shifts(tenantId, row.id, { page: 1, pageRows: 1 })).rows[0];
  return { row, till, revenueTiyn: latest?.number === till.shift.number ? latest.revenueTiyn : null };
}

/** Sales less returns of today and yesterday, the same figures as the reports show. */
async function todayOf(tenantId: string, rows: readonly RegisterRow[], now: Date) {
  const today = dayOf(now);
  const span = { from: addDays(today, -1), to: today };
  const ids = rows.filter(({ status }) => status === "active").map(({ id }) => id);
  const { hours } = await takings(tenantId, ids, span, ["hour"]);
  const taken = (day: string) =>
    hours
      .filter((row) => row.day === day)
      .reduce(
        (sum, { kind, sumTiyn }) => sum + (kind === "sale" ? sumTiyn : kind === "sale_return" ? -sumTiyn : 0n),
        0n,
      );
  const sales = hours.filter(({ day, kind }) => day === today && kind === "sale");
  return {
    ...{ takenTiyn: tiyn(taken(today)), yesterdayTiyn: tiyn(taken(span.from)) },
    receipts: sales.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Everything the first page of the cabinet shows. */
export async function readOverview(tenantId: string) {
  const list = await registerList(tenantId, {
    ...{ search: "", tab: "all", sort: "address", descending: false, page: 1 },
    pageRows: limits.tablePageRowsMax,
  });
  const now = systemClock.now();
  const kept = list.rows.filter(({ status }) => status !== "deregistered");
  const health = await Promise.all(kept.slice(0, ASKED_MAX).map((row) => healthOf(tenantId, row)));
  const active = kept.filter(({ status }) => status === "active");
  const monthTiyn = active.reduce((sum, row) => sum + (tariff(row.tariffCode, dayOf(now))?.priceTiyn ?? 0n), 0n);
  return {
    now,
    organization: await organizationOf(tenantId),
    balanceTiyn: await accountBalance(tenantId),
    basicTiyn: tariff("basic", dayOf(now))?.priceTiyn ?? tiyn(0n),
    /** What all working registers cost in a month. */
    monthTiyn: tiyn(monthTiyn),
    counts: list.counts,
    health,
    today: await todayOf(tenantId, kept, now),
    /** From here on a paid period counts as ending soon. */
    soon: startOfDay(addDays(dayOf(now), SOON_DAYS)),
  };
}

const SOON_DAYS = 3;
export type Overview = Awaited<ReturnType<typeof readOverview>>;
