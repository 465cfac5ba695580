import { describe, expect, test } from "vitest";
import type { Takings } from "@/lib/fiscal";
import type { ReceiptKind } from "@/lib/fiscal/core/kinds";
import { type Day, quantityMilli, tiyn } from "@/lib/kernel";
import { shareText, summaryOf, type Value } from "./summary";

const day = (text: string) => text as Day; // cast: a day's shape
const NO_TAKINGS: Takings = { hours: [], payments: [], vat: [], goods: [], cashiers: [] };
const measured = (kind: ReceiptKind, sum: bigint, vat = 0n, count = 1) => ({
  ...{ kind, sumTiyn: tiyn(sum), vatTiyn: tiyn(vat), count },
});
const at = (on: string, hour: number, kind: ReceiptKind, sum: bigint, vat = 0n) => ({
  ...{ day: day(on), hour, ...measured(kind, sum, vat) },
});
const named = (key: string, name: string, kind: ReceiptKind, sum: bigint, quantity = 0n) => ({
  ...{ key, name, unitCode: "796", ...measured(kind, sum), quantityMilli: quantityMilli(quantity) },
});
const DAYS = { from: day("2026-11-01"), to: day("2026-11-03") };
const TAKINGS: Takings = {
  hours: [
    ...[at("2026-11-01", 9, "sale", 100_000n, 13_793n), at("2026-11-03", 11, "sale", 50_001n, 6_897n)],
    ...[at("2026-11-03", 11, "sale_return", 30_000n, 4_138n), at("2026-11-03", 12, "purchase", 700_000n, 1n)],
  ],
  payments: [
    ...[measured("sale", 90_001n), measured("sale_return", 30_000n)].map((row) => ({ ...row, type: "cash" as const })),
    { ...measured("sale", 60_000n), type: "card" },
  ],
  vat: [
    { ...measured("sale", 150_001n, 20_690n), vatKind: "16" },
    { ...measured("sale_return", 30_000n, 4_138n), vatKind: "16" },
  ],
  goods: [
    named("a", "Нан", "sale", 50_001n, 2_000n),
    named("b", "Сүт", "sale", 100_000n, 1_000n),
    named("b", "Сүт", "sale_return", 30_000n, 500n),
  ],
  cashiers: [
    named("x", "Асель", "sale", 50_001n),
    named("y", "Марат", "sale", 100_000n),
    named("y", "Марат", "sale_return", 30_000n),
  ],
};
const summary = summaryOf(TAKINGS, DAYS, "ru");
const shown = (value: Value) =>
  typeof value === "string" ? value : "money" in value ? value.money : "count" in value ? value.count : value.quantity;
const rowsOf = (table: keyof typeof summary.tables, of = summary) => of.tables[table].rows.map((row) => row.map(shown));

describe("what was taken", () => {
  test("is sales less returns; a purchase is neither, and the average is of sales alone", () => {
    expect(summary).toMatchObject({
      ...{ revenueTiyn: 120_001n, returnsTiyn: 30_000n, vatTiyn: 16_552n, count: 2, returned: 1, empty: false },
      averageTiyn: 75_001n,
    });
  });

  test("stands by every day of the span, also where nothing was sold", () => {
    expect(rowsOf("days")).toEqual([
      ["01.11.2026", 1, 100_000n, 0n, 100_000n],
      ["02.11.2026", 0, 0n, 0n, 0n],
      ["03.11.2026", 1, 50_001n, 30_000n, 20_001n],
    ]);
    expect(summary.tables.days.total?.map(shown)).toEqual(["Итого", 2, 150_001n, 30_000n, 120_001n]);
  });

  test("stands by the hours between the first and the last; the table leaves idle ones out", () => {
    expect(summary.hours.map(({ label }) => label)).toEqual(["09:00", "10:00", "11:00"]);
    expect(rowsOf("hours").map(([hour]) => hour)).toEqual(["09:00", "11:00"]);
  });

  test("stands by payment with its share of the whole", () => {
    expect(rowsOf("payments")).toEqual([
      ["Наличные", 1, 90_001n, 30_000n, 60_001n, "50,0\u00a0%"],
      ["Карта", 1, 60_000n, 0n, 60_000n, "50,0\u00a0%"],
    ]);
    expect(summary.shares).toEqual([
      { key: "cash", value: 60_001n },
      { key: "card", value: 60_000n },
    ]);
  });

  test("stands by goods and cashiers, the most first, what came back taken off its quantity too", () => {
    expect(rowsOf("goods")).toEqual([
      ["Сүт", 500n, 1, 70_000n, "58,3\u00a0%"],
      ["Нан", 2_000n, 1, 50_001n, "41,7\u00a0%"],
    ]);
    expect(rowsOf("cashiers").map(([name, , , , net]) => [name, net])).toEqual([
      ["Марат", 70_000n],
      ["Асель", 50_001n],
    ]);
  });

  test("stands by rates of VAT, and by kinds with the purchases", () => {
    expect(rowsOf("vat").map(([, turnover, vat]) => [turnover, vat])).toEqual([[120_001n, 16_552n]]);
    expect(rowsOf("kinds").map(([, count, sum]) => [count, sum])).toEqual([
      [2, 150_001n],
      [1, 30_000n],
      [1, 700_000n],
    ]);
  });

  test("of 62 days is shown by days, of 63 by months", () => {
    const upTo = (to: string) => summaryOf(TAKINGS, { from: day("2026-10-01"), to: day(to) }, "kk");
    expect(upTo("2026-12-01").points).toHaveLength(62);
    const long = upTo("2026-12-02");
    expect(long.points.map(({ label }) => label)).toEqual(["10.2026", "11.2026", "12.2026"]);
    expect(rowsOf("days", long)[1]).toEqual(["11.2026", 2, 150_001n, 30_000n, 120_001n]);
  });

  test("of nothing is nothing, without an average", () => {
    const none = summaryOf(NO_TAKINGS, DAYS, "ru");
    expect(none).toMatchObject({ empty: true, revenueTiyn: 0n, averageTiyn: null, hours: [], shares: [] });
    expect(rowsOf("days", none)).toHaveLength(3);
  });
});

test.each([
  [1n, 3n, "33,3\u00a0%"],
  [2n, 3n, "66,7\u00a0%"],
  [5n, 5n, "100,0\u00a0%"],
  [0n, 5n, "0,0\u00a0%"],
  [-1n, 5n, ""],
  [1n, 0n, ""],
])("%s of %s is «%s»", (part, whole, text) => {
  expect(shareText(part, whole)).toBe(text);
});
