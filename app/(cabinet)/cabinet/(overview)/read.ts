import { accountBalance, tariff } from "@/lib/billing";
import { systemClock } from "@/lib/config";
import { controlTape, shifts, type TillState, tillState } from "@/lib/fiscal";
import { addDays, dayOf, limits, startOfDay, type Tiyn, tiyn } from "@/lib/kernel";
import { organizationOf } from "@/lib/orgs";
import { type RegisterRow, registerList } from "@/lib/registers";
import { todayOf } from "./today";

/** A register with what the till knows of it; null until it has been activated. */
export type Health = { readonly row: RegisterRow; readonly till: TillState | null; readonly revenueTiyn: Tiyn | null };

/** Registers whose state is asked one by one; the rest is in the list. */
const ASKED_MAX = 20;
const RECENT_ROWS = 6;

/** The newest documents of all registers, each with its register's name. */
async function recentOf(tenantId: string, rows: readonly RegisterRow[]) {
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const tape = await controlTape(tenantId, [...names.keys()], {}, { pageRows: RECENT_ROWS });
  return tape.rows.map((row) => ({ row, register: names.get(row.registerId) ?? "" }));
}

async function healthOf(tenantId: string, row: RegisterRow): Promise<Health> {
  const till = row.status === "active" ? await tillState(tenantId, row.id) : null;
  if (!till?.shift) return { row, till, revenueTiyn: null };
  const latest = (await shifts(tenantId, row.id, { page: 1, pageRows: 1 })).rows[0];
  return { row, till, revenueTiyn: latest?.number === till.shift.number ? latest.revenueTiyn : null };
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
    today: await todayOf(
      tenantId,
      active.map(({ id }) => id),
      now,
    ),
    recent: await recentOf(tenantId, active),
    /** From here on a paid period counts as ending soon. */
    soon: startOfDay(addDays(dayOf(now), SOON_DAYS)),
  };
}

const SOON_DAYS = 3;
export type Overview = Awaited<ReturnType<typeof readOverview>>;
