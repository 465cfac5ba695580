import { describe, expect, test } from "vitest";
import { quantityMilli, tiyn } from "@/lib/kernel";
import { type LinesDraft, type PaperDraft, readLinesDraft, readPaperDraft } from "./return-draft";
import { areFacts, NO_LINE, newLine, readFacts, readLines, stillWrong, textsOf, totalOf } from "./return-facts";
import { type OpenLine, readPick, readPicks, scanned, stepped, wholeOf } from "./return-pick";

const milk: OpenLine = {
  left: { line: 1, quantityMilli: quantityMilli(2000n), netTiyn: tiyn(66_667n), marks: [] },
  sold: {
    ...{ name: "Молоко", unitCode: "796", priceTiyn: tiyn(33_333n), quantityMilli: quantityMilli(3000n) },
    ...{ netTiyn: tiyn(100_000n), barcode: "4870000002023" },
  },
};
const water: OpenLine = {
  left: { line: 2, quantityMilli: quantityMilli(2000n), netTiyn: tiyn(66_000n), marks: ["one", "two"] },
  sold: {
    ...{ name: "Вода", unitCode: "796", priceTiyn: tiyn(33_000n), quantityMilli: quantityMilli(2000n) },
    ...{ netTiyn: tiyn(66_000n), barcode: "4870000006069" },
  },
};
const lines = [milk, water];

describe("what comes back of a receipt", () => {
  test("the last part of a line is exactly the rest of it", () => {
    expect(readPick(milk, wholeOf(milk))).toMatchObject({ ok: true, netTiyn: 66_667n });
    expect(readPick(milk, { quantity: "1", marks: [] })).toMatchObject({ ok: true, netTiyn: 33_334n });
  });

  test("more than what is left is said with what is left", () => {
    expect(readPick(milk, { quantity: "2", marks: [] }).ok).toBe(true);
    expect(readPick(milk, { quantity: "2,001", marks: [] })).toEqual({
      ...{ ok: false, code: "fiscal.return_exceeds_line", facts: { line: "1", left: "2" } },
    });
    expect(readPicks(lines, { 1: { quantity: "3", marks: [] } })).toBeNull();
  });

  test("marked units are counted by their marks", () => {
    expect(readPick(water, { quantity: "9", marks: ["one"] })).toMatchObject({
      ...{ ok: true, netTiyn: 33_000n, wish: { line: 2, quantityMilli: 1000n, marks: ["one"] } },
    });
    expect(readPick(water, { quantity: "9", marks: [] })).toMatchObject({ ok: false, code: "fiscal.marks_count" });
  });

  test("a scan chooses: a barcode one unit more, a mark once, a stranger nothing", () => {
    const first = scanned(lines, {}, "4870000002023") ?? {};
    expect(first).toEqual({ 1: { quantity: "1", marks: [] } });
    const second = scanned(lines, first, "4870000002023") ?? {};
    expect(second[1]?.quantity).toBe("2");
    expect(scanned(lines, second, "4870000002023")).toEqual(second);
    const marked = scanned(lines, {}, "two") ?? {};
    expect(marked).toEqual({ 2: { quantity: "", marks: ["two"] } });
    expect(scanned(lines, marked, "two")).toBe(marked);
    expect(scanned(lines, {}, "4870000006069")).toBeNull();
  });

  test("steps stay between one unit and what is left", () => {
    expect(stepped(milk, { quantity: "1", marks: [] }, -1n).quantity).toBe("1");
    expect(stepped(milk, { quantity: "1,5", marks: [] }, 1n).quantity).toBe("2");
  });
});

describe("what was chosen survives a reload", () => {
  const again = (state: unknown): unknown => JSON.parse(JSON.stringify(state));

  test("lines, quantities, marks and the way of the money come back as they were", () => {
    const draft: LinesDraft = {
      picks: { 1: { quantity: "0,5", marks: [] }, 2: { quantity: "", marks: ["two"] } },
      way: "card",
    };
    expect(readLinesDraft(again(draft))).toEqual(draft);
    const paper: PaperDraft = {
      ...{
        kind: "purchase_return",
        isOffline: true,
        way: "mobile",
        lines: [{ ...NO_LINE, name: "Сүт", vat: "12" }, NO_LINE],
      },
      texts: { sign: "12", registrationNumber: "01", day: "29.06.2026", time: "17:09", total: "696,9" },
    };
    expect(readPaperDraft(again(paper))).toEqual(paper);
  });

  test("what cannot be understood is left out, and the rest stays", () => {
    const good = { quantity: "1", marks: [] };
    const picks = { 1: good, 0: good, x: good, 3: { quantity: 1, marks: [] }, 4: null };
    expect(readLinesDraft({ picks, way: "gold" })).toEqual({ picks: { 1: good }, way: "cash" });
    for (const nonsense of [null, 1, "x", [], { picks: 1 }]) expect(readLinesDraft(nonsense)).toBeNull();
    expect(readPaperDraft({ texts: {}, lines: [] })).toBeNull();
    expect(readPaperDraft({ texts: { sign: 1 }, lines: [7], way: "paid" })).toMatchObject({
      ...{ kind: "sale_return", isOffline: false, way: "cash" },
      ...{ texts: { sign: "" }, lines: [{ name: "", price: "" }] },
    });
  });
});

describe("what is typed in from paper", () => {
  const facts = {
    ...{ sign: "1234567890", registrationNumber: "010100000001", issuedAt: new Date("2026-06-29T12:09:16Z") },
    ...{ totalTiyn: tiyn(69_690n), isOffline: false },
  };

  test("is what a QR told, by the clock of the wall", () => {
    expect(textsOf(facts)).toMatchObject({ day: "29.06.2026", time: "17:09:16", total: "696,90" });
    const { isOffline: _, ...typed } = facts;
    expect(readFacts(textsOf(facts))).toEqual(typed);
  });

  test.each([
    ["00:00:00", true],
    ["23:59:59", true],
    ["23:59", true],
    ["24:00:00", false],
    ["12:60:00", false],
    ["12:00:60", false],
    ["12", false],
    ["12:00:00:00", false],
  ])("has the time of a clock: %s", (time, isTime) => {
    const read = readFacts({ ...textsOf(facts), time });
    expect(areFacts(read)).toBe(isTime);
    if (!areFacts(read)) expect(read).toEqual({ time: "field.time" });
  });

  test("is no longer called wrong once it is typed over, and the rest still is", () => {
    const was = { texts: textsOf(null), lines: [NO_LINE, NO_LINE] };
    const wrongs = { sign: "field.required", day: "field.required", "price-0": "field.required", "price-1": "x" };
    const now = { texts: { ...was.texts, day: "2" }, lines: [{ ...NO_LINE, price: "1" }, NO_LINE] };
    expect(stillWrong(wrongs, was, now)).toEqual({ sign: "field.required", "price-1": "x" });
    expect(stillWrong(wrongs, was, { ...was, lines: [NO_LINE] })).toEqual({
      ...{ sign: "field.required", day: "field.required", "price-0": "field.required" },
    });
  });

  test("says of every field what is wrong with it", () => {
    expect(readFacts(textsOf(null))).toEqual({
      ...{ sign: "field.required", registrationNumber: "field.required", day: "field.required" },
      ...{ time: "field.required", total: "field.required" },
    });
    const wrong = readFacts({ sign: "0", registrationNumber: "1", day: "2026-06-31", time: "x", total: "0" });
    expect(areFacts(wrong)).toBe(false);
    expect(wrong).toMatchObject({
      sign: "fiscal.sign_malformed",
      day: "field.date",
      time: "field.time",
      total: "fiscal.sum_zero",
    });
    expect(readLines([{ ...NO_LINE, quantity: "0" }])).toEqual({
      ...{
        wrongs: {
          "name-0": "field.required",
          "quantity-0": "quantity.out_of_range",
          "price-0": "field.required",
          "vat-0": "field.required",
        },
      },
    });
  });

  test("has the rate that the paper names: who pays VAT chooses one, with others it is none", () => {
    const filled = { name: "Хлеб", price: "100" };
    expect(readLines([{ ...newLine(true), ...filled }])).toEqual({ wrongs: { "vat-0": "field.required" } });
    expect(readLines([{ ...newLine(true), ...filled, vat: "12" }])).toMatchObject({ lines: [{ vatKind: "12" }] });
    expect(readLines([{ ...newLine(false), ...filled }])).toMatchObject({ lines: [{ vatKind: "none" }] });
  });

  test("comes to the sum of the lines that can be read", () => {
    expect(totalOf([{ ...NO_LINE, name: "Хлеб", price: "100", quantity: "2" }, NO_LINE])).toBe(20_000n);
    // Without its name a line has its price already; the name is asked for when the return is made.
    expect(totalOf([{ ...NO_LINE, price: "100" }])).toBe(10_000n);
  });
});
