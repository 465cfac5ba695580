import { describe, expect, test } from "vitest";
import type { Takings } from "@/lib/fiscal";
import { type Day, tiyn } from "@/lib/kernel";
import { changeOf, earlierOf, takenIn, wholeTenge } from "./compare";

const day = (text: string) => `2026-11-${text}` as Day; // cast: a day's shape
const NOW = new Date("2026-11-25T09:30:00Z"); // 14:30 on the wall

describe("what a span is compared with", () => {
  test("a week with the week before, its last day up to the hour that today has come to", () => {
    expect(earlierOf({ from: day("19"), to: day("25") }, NOW)).toEqual({ from: day("12"), to: day("18"), hourMax: 14 });
  });

  test("a day with the same day of the week before, whole once it is over", () => {
    expect(earlierOf({ from: day("25"), to: day("25") }, NOW)).toEqual({ from: day("18"), to: day("18"), hourMax: 14 });
    expect(earlierOf({ from: day("24"), to: day("24") }, NOW)).toEqual({ from: day("17"), to: day("17"), hourMax: 23 });
  });
});

test("what was taken is sales less returns of the days, the last one up to its hour", () => {
  const row = (on: string, hour: number, sum: bigint, kind: "sale" | "sale_return" | "purchase" = "sale") => ({
    ...{ day: day(on), hour, kind, sumTiyn: tiyn(sum), vatTiyn: tiyn(0n), count: 1 },
  });
  const hours: Takings["hours"] = [
    ...[row("17", 23, 1n), row("18", 14, 20n), row("18", 15, 300n), row("19", 0, 4_000n)],
    ...[row("18", 9, 5n, "sale_return"), row("18", 9, 70_000n, "purchase")],
  ];
  expect(takenIn(hours, { from: day("17"), to: day("18"), hourMax: 14 })).toBe(16n);
  expect(takenIn(hours, { from: day("17"), to: day("18") })).toBe(316n);
});

test.each([
  [10_830n, 10_000n, "+8,3\u00a0%", true],
  [10_000n, 10_000n, "+0,0\u00a0%", true],
  [9_996n, 10_000n, "+0,0\u00a0%", true],
  [9_000n, 10_000n, "\u221210,0\u00a0%", false],
  [0n, 10_000n, "\u2212100,0\u00a0%", false],
] as const)("%s after %s is %s", (taken, before, text, isUp) => {
  expect(changeOf(tiyn(taken), tiyn(before))).toEqual({ text, isUp });
});

test.each([0n, -100n])("after %s nothing is compared", (before) => {
  expect(changeOf(tiyn(100n), tiyn(before))).toBeNull();
});

test("a scale writes whole tenge", () => {
  expect([0n, 99n, 100n, 123_456_789n].map(wholeTenge)).toEqual(["0", "0", "1", "1\u00a0234\u00a0567"]);
});
