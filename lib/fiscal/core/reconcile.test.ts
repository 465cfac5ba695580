import { describe, expect, test } from "vitest";
import { tiyn } from "@/lib/kernel";
import { at, later, must, settled, sold, start, supplies, tg, who } from "@/tests/support/decisions";
import { decideCloseShift } from "./decide-close-shift";
import {
  CLOCK_TOLERANCE_MS,
  type Difference,
  differenceIn,
  differencesFrom,
  isLastDocumentOurs,
  type OperatorView,
} from "./reconcile";
import { newRegister, type RegisterState } from "./register";

/** Two sales of 500,00 that the operator booked. */
const booked: RegisterState = { ...settled(sold(settled(sold(newRegister("00"))))), bookedNumber: 2 };
const same: OperatorView = {
  ...{ lastNumber: 2, shift: { number: 1, open: true }, cashTiyn: tg("1000.00"), latestAt: start },
  lifeTotals: { sale: tg("1000.00"), sale_return: tg("0.00"), purchase: tg("0.00"), purchase_return: tg("0.00") },
};
const compare = (
  theirs: Partial<OperatorView>,
  ours: Partial<RegisterState> = {},
  now = start,
): readonly Difference[] => differencesFrom({ ...booked, ...ours }, { ...same, ...theirs }, now);

test("two books that say the same differ in nothing", () => expect(compare({})).toEqual([]));

test("what the operator leaves out is not compared, but a last document left out is none", () => {
  expect(compare({ shift: null, cashTiyn: null, lifeTotals: null, latestAt: null })).toEqual([]);
  expect(compare({ lastNumber: null })).toEqual([{ what: "last_document", ours: "2", theirs: "0" }]);
  expect(compare({ lifeTotals: { sale: tg("1000.00") } })).toEqual([]);
});

test.each([
  ["last_document", { lastNumber: 3 }, "2", "3"],
  ["shift_number", { shift: { number: 2, open: true } }, "1", "2"],
  ["shift_open", { shift: { number: 1, open: false } }, "true", "false"],
  ["cash", { cashTiyn: tg("999.99") }, "100000", "99999"],
  ["total_sale", { lifeTotals: { sale: tg("1000.01") } }, "100000", "100001"],
  ["total_sale_return", { lifeTotals: { sale: tg("1000.00"), sale_return: tiyn(1n) } }, "0", "1"],
  ["total_purchase", { lifeTotals: { sale: tg("1000.00"), purchase: tiyn(1n) } }, "0", "1"],
  ["total_purchase_return", { lifeTotals: { sale: tg("1000.00"), purchase_return: tiyn(1n) } }, "0", "1"],
] as const)("%s that differs is named with both values", (what, theirs, ours, told) =>
  expect(compare(theirs)).toEqual([{ what, ours, theirs: told }]),
);

describe("the clock", () => {
  test("of the operator may be two minutes ahead of ours, and any time behind", () => {
    expect(compare({ latestAt: new Date(start.getTime() + CLOCK_TOLERANCE_MS) })).toEqual([]);
    expect(compare({}, {}, later(30 * 24 * 3_600_000))).toEqual([]);
    expect(CLOCK_TOLERANCE_MS).toBe(120_000);
  });

  test("is named when it is further ahead", () => {
    const ahead = new Date(start.getTime() + CLOCK_TOLERANCE_MS + 1);
    expect(compare({ latestAt: ahead })).toEqual([
      { what: "clock", ours: start.toISOString(), theirs: ahead.toISOString() },
    ]);
  });
});

describe("sums and the shift differ rightly", () => {
  const wrong = { cashTiyn: tg("0.00"), shift: { number: 9, open: false }, lifeTotals: {} };

  test("while something waits to be sent", () => {
    expect(compare(wrong, { sentNumber: 1 })).toEqual([]);
    expect(compare({ ...wrong, lastNumber: 1 }, { sentNumber: 1, bookedNumber: 1 })).toEqual([]);
  });

  test("where the last document was refused: the shift alone is left out then", () => {
    expect(compare({ ...wrong, lastNumber: 1 }, { bookedNumber: 1 }).map(({ what }) => what)).toEqual([
      "cash",
      "total_sale",
    ]);
  });
});

describe("the shift as the operator knows it", () => {
  const closed = settled(must(decideCloseShift(at(booked), who, supplies())));
  const state: RegisterState = { ...closed, bookedNumber: 3 };
  const of = (shift: OperatorView["shift"], ours: RegisterState) =>
    differencesFrom(ours, { ...same, lastNumber: ours.bookedNumber, shift }, start).map(({ what }) => what);

  test("is closed after a Z-report", () => {
    expect(of({ number: 1, open: false }, state)).toEqual([]);
    expect(of({ number: 1, open: true }, state)).toEqual(["shift_open"]);
  });

  test("is still the one before where ours was only opened by hand", () => {
    const opened = { ...state, shift: { id: "s", number: 2, open: true, openedAt: start, documents: 0 } };
    expect(of({ number: 1, open: false }, opened)).toEqual([]);
    expect(of({ number: 2, open: true }, opened)).toEqual(["shift_number", "shift_open"]);
    const sells = { ...opened, shift: { ...opened.shift, documents: 1 } };
    expect(of({ number: 2, open: true }, sells)).toEqual([]);
  });

  test("is number 0 and closed before the first", () => {
    const fresh = newRegister("00");
    const theirs = { ...same, lastNumber: null, cashTiyn: tg("0.00"), lifeTotals: {}, latestAt: null };
    expect(differencesFrom(fresh, { ...theirs, shift: { number: 0, open: false } }, start)).toEqual([]);
  });
});

describe("the operator's last document is ours", () => {
  const pending = { ...booked.wire, pending: { sealId: "s", documentId: "d", code: null } };
  const waiting = { ...booked, lastNumber: 3, wire: pending };

  test("when it is the last booked, or the one whose frame is out", () => {
    expect([isLastDocumentOurs(booked, 2), isLastDocumentOurs(waiting, 2), isLastDocumentOurs(waiting, 3)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(isLastDocumentOurs(newRegister("00"), null)).toBe(true);
  });

  test("and no other is, nor one whose frame never left", () => {
    const never = { ...booked, lastNumber: 3 };
    expect([1, 3, 4, null].map((number) => isLastDocumentOurs(never, number))).toEqual([false, false, false, false]);
    expect([1, 4, null].map((number) => isLastDocumentOurs(waiting, number))).toEqual([false, false, false]);
  });
});

test("a difference shows both sides as text, equal ones are none", () => {
  expect(differenceIn("cash", 5n, "5")).toEqual([]);
  expect(differenceIn("cash", 5n, 6n)).toEqual([{ what: "cash", ours: "5", theirs: "6" }]);
});
