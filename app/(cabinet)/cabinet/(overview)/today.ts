import { takings } from "@/lib/fiscal";
import { dayOf, sumTiyn, tiyn, toWallClock } from "@/lib/kernel";
import { earlierOf, lessReturns, takenIn } from "../compare";

/** A shop's usual hours: the chart shows at least these. */
const SHOP_HOURS = { first: 8, last: 20 } as const;

/** Sales less returns of today by hour, beside the same day a week ago: the same figures as the reports show. */
export async function todayOf(tenantId: string, registerIds: readonly string[], now: Date) {
  const day = dayOf(now);
  const span = { from: day, to: day };
  const before = earlierOf(span, now);
  const [then, { hours, payments }] = [
    await takings(tenantId, registerIds, before, ["hour"]),
    await takings(tenantId, registerIds, span, ["hour", "payment"]),
  ];
  const soldIn = (rows: typeof hours, hour: number) =>
    sumTiyn(rows.filter((row) => row.hour === hour && row.kind === "sale").map((row) => row.sumTiyn));
  const hourNow = toWallClock(now).getUTCHours();
  const worked = [...hours, ...then.hours].map(({ hour }) => hour);
  const first = Math.min(SHOP_HOURS.first, ...worked);
  const last = Math.max(SHOP_HOURS.last, ...worked);
  const of = (kind: "sale" | "sale_return") => hours.filter((row) => row.kind === kind);
  const paidBy = (isCash: boolean) => lessReturns(payments.filter(({ type }) => (type === "cash") === isCash));
  const sales = of("sale");
  const receipts = sales.reduce((sum, { count }) => sum + count, 0);
  const soldTiyn = sumTiyn(sales.map((row) => row.sumTiyn));
  return {
    ...{ day, before: before.from, takenTiyn: takenIn(hours, span), beforeTiyn: takenIn(then.hours, before) },
    ...{ receipts, averageTiyn: receipts === 0 ? null : tiyn(soldTiyn / BigInt(receipts)) },
    ...{ cashTiyn: paidBy(true), cashlessTiyn: paidBy(false) },
    returnsTiyn: sumTiyn(of("sale_return").map((row) => row.sumTiyn)),
    returned: of("sale_return").reduce((sum, { count }) => sum + count, 0),
    isQuiet: hours.length === 0 && then.hours.length === 0,
    hours: Array.from({ length: last - first + 1 }, (_, at) => ({
      ...{ hour: first + at, isNow: first + at === hourNow },
      ...{ soldTiyn: soldIn(hours, first + at), thenTiyn: soldIn(then.hours, first + at) },
    })),
  };
}

export type Today = Awaited<ReturnType<typeof todayOf>>;
