import { expect, test } from "vitest";
import { linesAgain } from "@/app/(pos)/pos/[registerId]/receipts/again";
import type { LineView } from "@/lib/fiscal";
import { quantityMilli, tiyn } from "@/lib/kernel";
import { withAgain } from "./again";
import { EMPTY_CART, type Good, lineOf } from "./cart";
import { EMPTY_DRAFT, PARKED_MAX } from "./draft";

const bread: Good = {
  ...{
    id: "b",
    name: "Хлеб",
    barcode: null,
    unitCode: "796",
    sectionCode: "1",
    vatKind: "none",
    priceTiyn: tiyn(25_000n),
  },
  ...{ groupName: null, favourite: false, article: null, ntin: null, plu: null, marked: false },
};
const line: LineView = {
  ...{ goodId: "b", name: "Хлеб", unitCode: "796", vatKind: "none", priceTiyn: tiyn(22_000n), sectionCode: "1" },
  ...{ quantityMilli: quantityMilli(2000n), discountTiyn: tiyn(1000n), markupTiyn: tiyn(0n), netTiyn: tiyn(43_000n) },
  ...{ barcode: null, article: null, ntin: null, marks: [], storno: false, basisLine: null },
};
const aside = { id: "one", at: 1 };

test("a good still sold is repeated at today's price, another as it was, marks and storno not at all", () => {
  const lines = [line, { ...line, goodId: "gone" }, { ...line, marks: ["x"] }, { ...line, storno: true }];
  expect(linesAgain(lines, [bread])).toEqual([
    lineOf(bread, tiyn(25_000n), quantityMilli(2000n)),
    expect.objectContaining({ goodId: null, name: "Хлеб", priceTiyn: 22_000n, quantityMilli: 2000n }),
  ]);
});

test("what was being rung up is put aside and never lost", () => {
  const lines = [lineOf(bread, tiyn(1n))];
  const cart = { ...EMPTY_CART, lines: [lineOf(bread, tiyn(2n))], selected: 0 };
  expect(withAgain(EMPTY_DRAFT, lines, aside)).toEqual({ cart: { ...EMPTY_CART, lines, selected: 0 }, parked: [] });
  expect(withAgain({ cart, parked: [] }, lines, aside)?.parked).toEqual([{ ...aside, cart }]);
  const full = Array.from({ length: PARKED_MAX }, () => ({ ...aside, cart }));
  expect(withAgain({ cart, parked: full }, lines, aside)).toBeNull();
  expect(withAgain(EMPTY_DRAFT, [], aside)).toBeNull();
});
