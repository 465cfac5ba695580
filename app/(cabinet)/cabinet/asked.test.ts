import { describe, expect, test } from "vitest";
import type { SearchParams } from "@/components/table";
import type { Day } from "@/lib/kernel";
import { hrefOf, spanOf } from "./asked";

const day = (text: string) => text as Day; // cast: a day's shape
const TODAY = day("2026-11-25");
const span = (asked: SearchParams) => {
  const { from, to, named } = spanOf(asked, TODAY);
  return [from, to, named];
};

describe("the span that an address asks for", () => {
  test.each([
    ["today", "2026-11-25", "2026-11-25"],
    ["yesterday", "2026-11-24", "2026-11-24"],
    ["week", "2026-11-19", "2026-11-25"],
    ["month", "2026-10-27", "2026-11-25"],
  ])("%s", (period, from, to) => {
    expect(span({ period })).toEqual([from, to, period]);
  });

  test("is a week where nothing or nonsense is asked", () => {
    for (const asked of [{}, { period: "year" }, { from: "31.11.2026" }, { from: "x", to: "y" }])
      expect(span(asked)).toEqual(["2026-11-19", "2026-11-25", "week"]);
  });

  test("is own days before a named one; one end alone is completed", () => {
    expect(span({ from: "2026-11-01", to: "2026-11-03", period: "today" })).toEqual(["2026-11-01", "2026-11-03", null]);
    expect(span({ from: "01.11.2026" })).toEqual(["2026-11-01", "2026-11-25", null]);
    expect(span({ to: "2026-11-03" })).toEqual(["2026-11-03", "2026-11-03", null]);
  });

  test("that ends before it begins is its first day; one that begins in the future is that day", () => {
    expect(span({ from: "2026-11-10", to: "2026-11-01" })).toEqual(["2026-11-10", "2026-11-10", null]);
    expect(span({ from: "2027-01-01" })).toEqual(["2027-01-01", "2027-01-01", null]);
  });

  test("is cut at its end where it is longer than three years", () => {
    expect(span({ from: "2020-01-01", to: "2023-01-05" })).toEqual(["2020-01-01", "2023-01-05", null]);
    expect(span({ from: "2020-01-01", to: "2023-01-06" })).toEqual(["2020-01-01", "2023-01-05", null]);
  });

  test("holds both days whole by the clock of Almaty", () => {
    const { since, until } = spanOf({ from: "2026-11-01", to: "2026-11-02" }, TODAY);
    expect([since.toISOString(), until.toISOString()]).toEqual([
      "2026-10-31T19:00:00.000Z",
      "2026-11-02T19:00:00.000Z",
    ]);
  });
});

test("an address changes one field, keeps the others and drops what is empty", () => {
  const asked = { period: "week", place: "", kind: ["sale", "z_report"] };
  expect(hrefOf("/x", asked, { after: "7" })).toBe("/x?period=week&kind=sale&after=7");
  expect(hrefOf("/x", { after: "7" }, { after: "" })).toBe("/x");
});
