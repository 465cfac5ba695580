import { expect, test } from "vitest";
import { spanOf } from "../asked";
import { tapeFilterOf } from "./filter";

const SPAN = spanOf({ from: "2026-11-01", to: "2026-11-02" });
const DAYS = { from: SPAN.since, to: SPAN.until };
const CASHIER = "01a21370-13d2-7868-aad6-8a6135903c2e";
const filter = (asked: Record<string, string | string[]>) => tapeFilterOf(asked, SPAN);

test("the tape is narrowed by all that the address names, sums in tenge", () => {
  const asked = { kind: "sale_return", payment: "card", cashier: CASHIER, least: "1 000,50", most: "2000" };
  expect(filter(asked)).toEqual({
    ...{ ...DAYS, kinds: ["sale_return"], payment: "card", cashierId: CASHIER },
    ...{ leastTiyn: 100_050n, mostTiyn: 200_000n },
  });
});

test("what is left out or crooked narrows nothing", () => {
  expect(filter({})).toEqual(DAYS);
  expect(filter({ kind: "gift", payment: "gold", cashier: "me", least: "-5", most: "much" })).toEqual(DAYS);
  expect(filter({ kind: ["", "sale"] })).toEqual(DAYS);
});

test("a least sum of nothing is a sum", () => {
  expect(filter({ least: "0" })).toEqual({ ...DAYS, leastTiyn: 0n });
});
