import type { SearchParams } from "@/components/table";
import { systemClock } from "@/lib/config";
import type { Locale } from "@/lib/i18n";
import { addDays, type Day, dayOf, daysBetween, parseDay, startOfDay } from "@/lib/kernel";
import { addressLine, type RegisterRow, registerExport } from "@/lib/registers";

export const PERIODS = ["today", "yesterday", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** A span longer than that is cut at its end. */
const DAYS_MAX = 1_100;

/** The days that are asked for, both included, and the name of the span where it has one. */
export type Span = {
  readonly from: Day;
  readonly to: Day;
  readonly named: Period | null;
  /** The same as moments: from this one on, and before that one. */
  readonly since: Date;
  readonly until: Date;
};

/** One value of the address as text; absent is empty. */
export const asText = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");

function namedSpan(period: Period, today: Day): readonly [Day, Day] {
  const yesterday = addDays(today, -1);
  return period === "yesterday"
    ? [yesterday, yesterday]
    : [period === "today" ? today : addDays(today, period === "week" ? -6 : -29), today];
}

/** Reads the span from the address: a named one, own days, or a week. */
export function spanOf(asked: SearchParams, today: Day = dayOf(systemClock.now())): Span {
  const [from, to] = [parseDay(asText(asked.from)), parseDay(asText(asked.to))];
  const whole = (first: Day, last: Day, named: Period | null): Span => ({
    ...{ from: first, to: last, named, since: startOfDay(first), until: startOfDay(addDays(last, 1)) },
  });
  if (from ?? to) {
    const first = from ?? to ?? today;
    const wanted = to ?? today;
    const last = [first, wanted].sort().at(-1) ?? first;
    return whole(first, daysBetween(first, last) > DAYS_MAX ? addDays(first, DAYS_MAX) : last, null);
  }
  const period = PERIODS.find((each) => each === asText(asked.period)) ?? "week";
  const [first, last] = namedSpan(period, today);
  return whole(first, last, period);
}

export type Place = { readonly value: string; readonly label: string };

/** Where it is asked about: the organisation, a shop (all registers at one address), or a register. */
export type Places = {
  readonly value: string;
  readonly registerIds: readonly string[];
  readonly shops: readonly Place[];
  readonly registers: readonly Place[];
  readonly name: (registerId: string) => string;
};

const WORKED = new Set(["active", "deregistered"]);

/** Reads the place from the address; one that is not the organisation's reads as the whole of it. */
export async function placesOf(tenantId: string, asked: SearchParams, locale: Locale): Promise<Places> {
  const all = await registerExport(tenantId, {
    ...{ search: "", tab: "all", sort: "address", descending: false, page: 1, pageRows: 1 },
  });
  const rows = all.filter(({ status }) => WORKED.has(status));
  const address = (row: RegisterRow) => addressLine(row.address, locale);
  const shops = new Map<string, RegisterRow[]>();
  for (const row of rows) shops.set(address(row), [...(shops.get(address(row)) ?? []), row]);
  const wanted = asText(asked.place);
  const shop = [...shops.values()].find(([first]) => `shop-${first?.id}` === wanted);
  const register = rows.filter(({ id }) => id === wanted);
  const chosen = shop ?? (register.length > 0 ? register : rows);
  const names = new Map(rows.map((row) => [row.id, row.name]));
  const label = (row: RegisterRow) => `${row.name}, ${row.factoryNumber}`;
  return {
    value: shop || register.length > 0 ? wanted : "",
    registerIds: chosen.map(({ id }) => id),
    shops: shops.size > 1 ? [...shops].map(([at, [first]]) => ({ value: `shop-${first?.id}`, label: at })) : [],
    registers: rows.map((row) => ({ value: row.id, label: label(row) })),
    name: (registerId) => names.get(registerId) ?? "",
  };
}

/** The address with some of its fields changed, empty ones left out. */
export function hrefOf(path: string, asked: SearchParams, change: Readonly<Record<string, string>> = {}): string {
  const fields = {
    ...Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, asText(value)])),
    ...change,
  };
  const params = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ""));
  return params.size > 0 ? `${path}?${params}` : path;
}
