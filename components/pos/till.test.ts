import { describe, expect, test } from "vitest";
import { calculateReceipt } from "@/lib/fiscal/core/receipt";
import { NO_ROUNDING } from "@/lib/fiscal/core/rounding";
import { limits, ONE_UNIT, quantityMilli, tiyn } from "@/lib/kernel";
import {
  addLine,
  changeLine,
  changeReceipt,
  countOf,
  draftsOf,
  EMPTY_CART,
  type Good,
  isInForce,
  lineOf,
  removeLine,
  selectLine,
  setQuantity,
  stepQuantity,
  workOut,
} from "./cart";
import { cashSuggestions } from "./cash";
import { byBarcode, findGoods, groupsOf, readScan, readSearch } from "./find-goods";
import { readPriceChange } from "./price-change";

const good = (id: string, name: string, barcode: string | null = null): Good => ({
  ...{ id, name, barcode },
  ...{ unitCode: "796", sectionCode: "1", vatKind: "16", priceTiyn: tiyn(22_000n) },
  ...{ groupName: null, favourite: false, article: null, ntin: null, plu: null, marked: false },
});
const bread = good("bread", "Хлеб пшеничный", "4870000001019");
const milk = good("milk", "Молоко 3,2 %", "4870000002023");
const price = tiyn(22_000n);
const two = addLine(addLine(EMPTY_CART, lineOf(bread, price)), lineOf(milk, price));

describe("the cart", () => {
  test("the same good at the same price is one line", () => {
    const cart = addLine(two, lineOf(bread, price));
    expect(cart.lines.map((line) => line.quantityMilli)).toEqual([2000n, 1000n]);
    expect(cart.selected).toBe(0);
  });

  test("the same good at another price, and every free price, is a line of its own", () => {
    expect(addLine(two, lineOf(bread, tiyn(1n))).lines).toHaveLength(3);
    const free = { ...lineOf(bread, price), goodId: null };
    expect(addLine(addLine(EMPTY_CART, free), free).lines).toHaveLength(2);
  });

  test("one less than one keeps the line: only removing removes", () => {
    expect(stepQuantity(two, -1)).toEqual(two);
    expect(stepQuantity(setQuantity(two, quantityMilli(486n)), -1).lines[1]?.quantityMilli).toBe(486n);
    expect(stepQuantity(two, 1).lines[1]?.quantityMilli).toBe(2000n);
  });

  test("removing the last line chooses the one before, and an empty cart chooses none", () => {
    const one = removeLine(two);
    expect(one).toMatchObject({ selected: 0, lines: [{ goodId: "bread" }] });
    expect(removeLine(one)).toEqual(EMPTY_CART);
    expect(selectLine(two, 9).selected).toBe(1);
    expect(selectLine(two, -9).selected).toBe(0);
    expect(selectLine(EMPTY_CART, 1).selected).toBe(-1);
  });

  test("who pays no VAT sells without it", () => {
    const worked = calculateReceipt(draftsOf(two, false), tiyn(0n));
    expect(worked).toMatchObject({ ok: true, value: { taxes: [], totalTiyn: 44_000n } });
  });

  test("holds 1,000 lines; the next changes nothing, more of a good that is there still fits", () => {
    const add = (cart: typeof EMPTY_CART, n: number) => addLine(cart, lineOf(good(`${n}`, "Хлеб"), price));
    const nearly = Array.from({ length: limits.receiptLinesMax - 1 }, (_, n) => n).reduce(add, EMPTY_CART);
    const full = add(nearly, 999);
    expect(full.lines.length).toBe(1000);
    expect(add(full, 1000)).toBe(full);
    expect(add(full, 7).lines[7]?.quantityMilli).toBe(2000n);
  });

  test("units of a good are counted over its lines", () => {
    expect(countOf(addLine(two, lineOf(bread, tiyn(1n), quantityMilli(500n))), "bread")).toBe(1500n);
    expect(countOf(two, "tea")).toBeNull();
  });
});

const RULES = { vatPayer: true, vatKinds: ["none", "0", "16"] as const, rounding: NO_ROUNDING };
const percent = (percentBp: number) => ({ what: "discount", of: { percentBp } }) as const;

describe("discounts and markups", () => {
  test("a percent of a line follows its quantity, a sum stays", () => {
    const off = changeLine(two, percent(1000));
    expect(workOut(off, RULES).drafts.lines.map(({ discountTiyn }) => discountTiyn)).toEqual([0n, 2200n]);
    const more = stepQuantity(off, 1);
    expect(workOut(more, RULES).worked).toMatchObject({ ok: true, value: { discountTiyn: 4400n, totalTiyn: 61_600n } });
    const sum = changeLine(more, { what: "markup", of: { sumTiyn: tiyn(500n) } });
    expect(workOut(sum, RULES).worked).toMatchObject({ ok: true, value: { markupTiyn: 500n, totalTiyn: 66_500n } });
  });

  test("a percent of the receipt is of what its lines come to, and a discount to the last tiyn is no sale", () => {
    const off = changeReceipt(changeLine(two, percent(1000)), percent(1050));
    expect(workOut(off, RULES).drafts).toMatchObject({ discountTiyn: 4389n });
    expect(workOut(changeReceipt(two, percent(10_000)), RULES).worked).toEqual({
      ok: false,
      error: { code: "fiscal.total_zero" },
    });
    expect(workOut(changeReceipt(off, null), RULES).worked).toMatchObject({ value: { totalTiyn: 41_800n } });
  });

  test("the total is worked out with the register's rounding", () => {
    const odd = changeReceipt(two, { what: "discount", of: { sumTiyn: tiyn(37n) } });
    const rounded = workOut(odd, { ...RULES, rounding: { what: "total", to: "floor" } });
    expect(rounded.worked).toMatchObject({ ok: true, value: { totalTiyn: 43_900n, roundingTiyn: -63n } });
  });

  test("a rate that has ended is named by its line before anything is paid; who pays no VAT sells on", () => {
    const old = { ...milk, vatKind: "12" } as const;
    const cart = addLine(two, lineOf({ ...old, id: "old" }, price));
    const ended = { ok: false, error: { code: "fiscal.vat_not_in_force", line: 3, rate: "12" } };
    expect(workOut(cart, RULES).worked).toEqual(ended);
    expect(workOut(removeLine(cart), RULES).worked).toMatchObject({ ok: true });
    expect(workOut(cart, { ...RULES, vatKinds: ["16", "12"] }).worked).toMatchObject({ ok: true });
    expect(workOut(cart, { ...RULES, vatPayer: false }).worked).toMatchObject({ ok: true });
    expect([isInForce(old, RULES), isInForce(milk, RULES)]).toEqual([false, true]);
  });

  test("a changed line takes no more of its good, and an emptied cart forgets the receipt's discount", () => {
    expect(addLine(changeLine(two, percent(500)), lineOf(milk, price)).lines).toHaveLength(3);
    const one = addLine(EMPTY_CART, lineOf(bread, price));
    expect(removeLine(changeReceipt(one, percent(500)))).toEqual(EMPTY_CART);
    expect(removeLine({ ...one, kind: "purchase" })).toEqual({ ...EMPTY_CART, kind: "purchase" });
  });

  test.each([
    ["", null],
    ["0", null],
    ["7,5", { what: "discount", of: { percentBp: 750 } }],
    ["100", { what: "discount", of: { percentBp: 10_000 } }],
  ])("«%s» percent", (text, value) => {
    expect(readPriceChange(text, "discount", "percent")).toEqual({ ok: true, value });
  });

  test.each([
    ["100,01", "percent", "percent_too_large"],
    ["7,555", "percent", "percent_malformed"],
    ["x", "percent", "percent_malformed"],
    ["-5", "percent", "percent_malformed"],
    ["1,234", "sum", "money.malformed"],
  ] as const)("«%s» %s is refused in the field", (text, as, code) => {
    expect(readPriceChange(text, "discount", as)).toMatchObject({ ok: false, error: { code } });
  });
});

describe("marked units", () => {
  const unit = (mark: string) => lineOf(milk, price, ONE_UNIT, mark);
  test("are as many as their marks: a step back takes the last mark, a step on takes none", () => {
    const both = addLine(addLine(EMPTY_CART, unit("a")), unit("b"));
    expect(both.lines).toMatchObject([{ marks: ["a", "b"], quantityMilli: 2000n }]);
    expect(stepQuantity(both, 1)).toEqual(both);
    expect(setQuantity(both, quantityMilli(5000n))).toEqual(both);
    expect(stepQuantity(both, -1).lines).toMatchObject([{ marks: ["a"], quantityMilli: 1000n }]);
    expect(stepQuantity(stepQuantity(both, -1), -1).lines).toMatchObject([{ marks: ["a"] }]);
  });

  test("do not mix with units without marks", () => {
    expect(addLine(addLine(EMPTY_CART, unit("a")), lineOf(milk, price)).lines).toHaveLength(2);
  });
});

describe("a scanned code", () => {
  const cheese = { ...good("cheese", "Сыр"), plu: "00042", unitCode: "166" };
  test("is a good, a weight from the scales, a marked unit, or unknown", () => {
    expect(readScan([bread, cheese], "4870000001019")).toEqual({ good: bread, quantity: ONE_UNIT });
    expect(readScan([bread, cheese], "2100042004863")).toEqual({ good: cheese, quantity: 486n });
    const unit = "010487000000101921abc";
    expect(readScan([bread], unit)).toEqual({ good: bread, quantity: ONE_UNIT, mark: unit });
    expect(readScan([milk], unit)).toEqual({ good: null, code: "4870000001019", mark: unit });
    expect(readScan([bread], "2100042004863")).toEqual({ good: null, code: "2100042004863" });
  });

  test("of the shop itself wins over the scales", () => {
    const own = good("own", "Подарок", "2100042004863");
    expect(readScan([cheese, own], "2100042004863")).toEqual({ good: own, quantity: ONE_UNIT });
  });
});

test("shelves come once each, in order", () => {
  expect(
    groupsOf([{ ...bread, groupName: "Хлеб" }, { ...milk, groupName: "Ая" }, bread, { ...bread, groupName: "Хлеб" }]),
  ).toEqual(["Ая", "Хлеб"]);
});

describe("the search", () => {
  test.each([
    ["молоко", ONE_UNIT, "молоко"],
    ["3*молоко", 3000n, "молоко"],
    ["0,486 х казы", 486n, "казы"],
    ["3*", 3000n, ""],
    ["0*a", ONE_UNIT, "0*a"],
  ])("%s", (text, quantity, wanted) => {
    expect(readSearch(text)).toEqual({ quantity, wanted });
  });

  test("every word counts, and a code is found by its beginning or as a whole", () => {
    expect(findGoods([bread, milk], "мол 3,2")).toEqual([milk]);
    expect(findGoods([bread, milk], "48700000020")).toEqual([milk]);
    expect(findGoods([bread, milk], "")).toEqual([bread, milk]);
    expect(byBarcode([bread, milk], "4870000001019")).toBe(bread);
    expect(byBarcode([bread, milk], "48700000010")).toBeUndefined();
  });
});

describe("cash", () => {
  test("the exact sum comes first, then sums of notes, each once", () => {
    expect(cashSuggestions(tiyn(1_167_140n))).toEqual([1_167_140n, 1_200_000n, 1_500_000n, 2_000_000n]);
    expect(cashSuggestions(tiyn(2_000_000n))).toEqual([2_000_000n]);
    expect(cashSuggestions(tiyn(44_000n))).toEqual([44_000n, 50_000n, 100_000n, 200_000n]);
  });
});
