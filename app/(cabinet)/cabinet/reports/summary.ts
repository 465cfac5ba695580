import type { Takings } from "@/lib/fiscal";
import { PAYMENT_TYPES, RECEIPT_KINDS, type ReceiptKind, VAT_KINDS } from "@/lib/fiscal/core/kinds";
import { type Locale, type Translate, translator } from "@/lib/i18n";
import {
  addDays,
  type Day,
  daysBetween,
  formatDay,
  mulDiv,
  type QuantityMilli,
  quantityMilli,
  sumTiyn,
  type Tiyn,
  tiyn,
} from "@/lib/kernel";

export type Value =
  | string
  | { readonly money: Tiyn }
  | { readonly count: number }
  | { readonly quantity: QuantityMilli };
export const TABLES = ["days", "hours", "payments", "goods", "vat", "cashiers", "kinds"] as const;
export type TableName = (typeof TABLES)[number];

/** A table of the report, the same for the page and for its file. The first column names the row. */
export type ReportTable = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly total: readonly Value[] | null;
};

/** Sales, what came back of them, and the difference. */
type Taken = { sales: bigint; returns: bigint; count: number; returned: number; vat: bigint; quantity: bigint };
export type Point = Readonly<Taken> & { readonly label: string };

const nothing = (): Taken => ({ sales: 0n, returns: 0n, count: 0, returned: 0, vat: 0n, quantity: 0n });
type Measured = {
  readonly kind: ReceiptKind;
  readonly sumTiyn: Tiyn;
  readonly vatTiyn: Tiyn;
  readonly count: number;
  readonly quantityMilli?: QuantityMilli;
};

/** Longer spans are shown by months. */
const DAYS_SHOWN = 62;

function add(
  taken: Taken,
  { kind, sumTiyn: sum, vatTiyn, count, quantityMilli: quantity = quantityMilli(0n) }: Measured,
): void {
  if (kind === "sale") {
    taken.sales += sum;
    taken.count += count;
    taken.vat += vatTiyn;
    taken.quantity += quantity;
  } else if (kind === "sale_return") {
    taken.returns += sum;
    taken.returned += count;
    taken.vat -= vatTiyn;
    taken.quantity -= quantity;
  }
}

/** Sales and returns by a key, in the order of first use, keys without either left out. */
function by<Row extends Measured>(rows: readonly Row[], key: (row: Row) => string): Map<string, Taken> {
  const found = new Map<string, Taken>();
  for (const row of rows.filter(({ kind }) => kind === "sale" || kind === "sale_return")) {
    const taken = found.get(key(row)) ?? nothing();
    add(taken, row);
    found.set(key(row), taken);
  }
  return found;
}

/** By what was taken, the most first. */
const largest = (found: Map<string, Taken>): readonly (readonly [string, Taken])[] =>
  [...found].sort(([, a], [, b]) => (net(a) < net(b) ? 1 : net(a) > net(b) ? -1 : 0));

const net = ({ sales, returns }: Taken): Tiyn => tiyn(sales - returns);
const money = (value: bigint): Value => ({ money: tiyn(value) });
const lined = (label: string, taken: Taken): readonly Value[] => [
  ...[label, { count: taken.count }, money(taken.sales), money(taken.returns), money(net(taken))],
];

/** `1 234` of `10 000` in tenths of a percent: `12,3 %`. */
export function shareText(part: bigint, whole: bigint): string {
  if (whole <= 0n || part < 0n) return "";
  const tenths = mulDiv(part, 1000n, whole, "half_up");
  return `${tenths / 10n},${tenths % 10n}\u00a0%`;
}

const wholeOf = (parts: Iterable<Taken>): Taken => {
  const whole = nothing();
  for (const part of parts) for (const key of ["sales", "returns", "vat", "quantity"] as const) whole[key] += part[key];
  for (const part of parts) {
    whole.count += part.count;
    whole.returned += part.returned;
  }
  return whole;
};

/** Every day of the span, or every month where it is long: days without sales are days too. */
function pointsOf(
  taken: Takings,
  from: Day,
  to: Day,
): { readonly points: readonly Point[]; readonly monthly: boolean } {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at));
  const monthly = days.length > DAYS_SHOWN;
  const keyOf = (day: Day) => (monthly ? day.slice(0, 7) : day);
  const found = by(taken.hours, ({ day }) => keyOf(day));
  const keys = [...new Set(days.map(keyOf))];
  const label = (key: string) => (monthly ? key.split("-").reverse().join(".") : formatDay(key as Day)); // cast: a day's key
  return { monthly, points: keys.map((key) => ({ ...(found.get(key) ?? nothing()), label: label(key) })) };
}

/** The hours from the first to the last in which something was sold or came back. */
function hoursOf(taken: Takings): readonly Point[] {
  const found = by(taken.hours, ({ hour }) => String(hour));
  const worked = [...found.keys()].map(Number);
  const first = Math.min(...worked);
  return Array.from({ length: worked.length === 0 ? 0 : Math.max(...worked) - first + 1 }, (_, at) => ({
    ...(found.get(String(first + at)) ?? nothing()),
    label: `${String(first + at).padStart(2, "0")}:00`,
  }));
}

type Parts = ReturnType<typeof partsOf>;

/** Takings by everything they are asked by. */
function partsOf(taken: Takings, from: Day, to: Day) {
  const { points, monthly } = pointsOf(taken, from, to);
  const payments = by(taken.payments, ({ type }) => type);
  const vat = by(taken.vat, ({ vatKind }) => vatKind);
  return {
    ...{ points, monthly, total: wholeOf(points) },
    hours: hoursOf(taken),
    paid: PAYMENT_TYPES.map((type) => ({ type, part: payments.get(type) })).flatMap(({ type, part }) =>
      part ? [{ type, part }] : [],
    ),
    rates: VAT_KINDS.flatMap((kind) => {
      const part = vat.get(kind);
      return part ? [{ kind, part }] : [];
    }),
    cashiers: largest(by(taken.cashiers, ({ key }) => key)),
    goods: largest(by(taken.goods, ({ key }) => key)),
    names: new Map([...taken.cashiers, ...taken.goods].map(({ key, name }) => [key, name])),
  };
}

/** By what was sold and by whom it was taxed and rung up. */
function otherTables({ rates, goods, names, total }: Parts, t: Translate<"reports">) {
  return {
    goods: {
      title: t("reports.goods"),
      head: [t("reports.good"), t("reports.quantity"), t("reports.count"), t("reports.net"), t("reports.share")],
      rows: goods.map(([key, part]) => [
        ...[names.get(key) ?? "", { quantity: quantityMilli(part.quantity) }, { count: part.count }, money(net(part))],
        shareText(net(part), net(total)),
      ]),
      total: null,
    },
    vat: {
      title: t("reports.vatTitle"),
      head: [t("reports.rate"), t("reports.turnover"), t("reports.vatSum")],
      rows: rates.map(({ kind, part }) => [
        kind === "none" ? t("rate.none") : t("rate.rated", { rate: kind }),
        ...[money(net(part)), money(part.vat)],
      ]),
      total: [t("reports.total"), money(net(total)), money(total.vat)],
    },
  };
}

/** Every kind of receipt as it is, purchases too. */
function kindsTable(taken: Takings, t: Translate<"reports">, locale: Locale): ReportTable {
  const kindName = translator(locale, "registers");
  return {
    title: t("reports.kinds"),
    head: [t("reports.kind"), t("reports.count"), t("reports.sum"), t("reports.vatSum")],
    rows: RECEIPT_KINDS.flatMap((kind) => {
      const rows = taken.hours.filter((row) => row.kind === kind);
      const count = rows.reduce((sum, row) => sum + row.count, 0);
      const sums = [sumTiyn(rows.map((row) => row.sumTiyn)), sumTiyn(rows.map((row) => row.vatTiyn))];
      return count === 0 ? [] : [[kindName(`kind.${kind}`), { count }, ...sums.map(money)]];
    }),
    total: null,
  };
}

/** Everything a report says about takings, its figures worked out once for the page and for its files. */
export function summaryOf(taken: Takings, { from, to }: { readonly from: Day; readonly to: Day }, locale: Locale) {
  const t = translator(locale, "reports");
  const parts = partsOf(taken, from, to);
  const { points, monthly, hours, paid, cashiers, names, total } = parts;
  const columns = [t("reports.count"), t("reports.sales"), t("reports.returns"), t("reports.net")];
  const summed = lined(t("reports.total"), total);
  const tables: Readonly<Record<TableName, ReportTable>> = {
    days: {
      title: t(monthly ? "reports.byMonth" : "reports.byDay"),
      head: [t(monthly ? "reports.monthColumn" : "reports.day"), ...columns],
      rows: points.map((point) => lined(point.label, point)),
      total: summed,
    },
    hours: {
      title: t("reports.byHour"),
      head: [t("reports.hour"), ...columns],
      rows: hours.filter(({ count, returned }) => count + returned > 0).map((point) => lined(point.label, point)),
      total: summed,
    },
    payments: {
      title: t("reports.payments"),
      head: [t("reports.payment"), ...columns, t("reports.share")],
      rows: paid.map(({ type, part }) => [...lined(t(`pay.${type}`), part), shareText(net(part), net(total))]),
      total: [t("reports.total"), "", money(total.sales), money(total.returns), money(net(total)), ""],
    },
    ...otherTables(parts, t),
    cashiers: {
      title: t("reports.cashiers"),
      head: [t("reports.cashier"), ...columns],
      rows: cashiers.map(([key, part]) => lined(names.get(key) ?? "", part)),
      total: summed,
    },
    kinds: kindsTable(taken, t, locale),
  };
  return {
    ...{ points, hours, tables, revenueTiyn: net(total), returnsTiyn: tiyn(total.returns), vatTiyn: tiyn(total.vat) },
    ...{ count: total.count, returned: total.returned, empty: taken.hours.length === 0 },
    averageTiyn: total.count === 0 ? null : tiyn(mulDiv(total.sales, 1n, BigInt(total.count), "half_up")),
    shares: paid.map(({ type, part }) => ({ key: type, value: net(part) })),
  };
}

export type Summary = ReturnType<typeof summaryOf>;
