import { describe, expect, test } from "vitest";
import { calculateReceipt } from "@/lib/fiscal/core/receipt";
import { ONE_UNIT, quantityMilli, tiyn } from "@/lib/kernel";
import {
  addLine,
  countOf,
  draftsOf,
  EMPTY_CART,
  type Good,
  lineOf,
  removeLine,
  selectLine,
  setQuantity,
  stepQuantity,
} from "./cart";
import { cashSuggestions } from "./cash";
import { draftText, parseDraft } from "./draft";
import { byBarcode, findGoods, readSearch } from "./find-goods";

const good = (id: string, name: string, barcode: string | null = null): Good => ({
  ...{ id, name, barcode },
  unitCode: "796",
  sectionCode: "1",
  vatKind: "16",
  priceTiyn: tiyn(22_000n),
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

  test("units of a good are counted over its lines", () => {
    expect(countOf(addLine(two, lineOf(bread, tiyn(1n), quantityMilli(500n))), "bread")).toBe(1500n);
    expect(countOf(two, "tea")).toBeNull();
  });
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

describe("the kept draft", () => {
  test("cart and unanswered sale survive a reload", () => {
    const pending = { form: { registerId: "r", key: "k", lines: [], payments: [] }, sentAt: 5 };
    expect(parseDraft(draftText({ cart: two, pending }))).toEqual({ cart: two, pending });
  });

  test.each([null, "", "{", "[]", '{"version":0,"lines":[]}', '{"version":1}'])("%s reads as empty", (text) => {
    expect(parseDraft(text)).toEqual({ cart: EMPTY_CART, pending: null });
  });

  test("a line that makes no sense is left out and the rest stays", () => {
    const text = draftText({ cart: two, pending: null }).replace('"priceTiyn":"22000"', '"priceTiyn":"-1"');
    expect(parseDraft(text).cart.lines).toEqual([two.lines[1]]);
  });
});
