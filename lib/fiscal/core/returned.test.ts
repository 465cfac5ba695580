import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { ok, quantityMilli, sumTiyn, type Tiyn, tiyn } from "@/lib/kernel";
import type { PaperHead, ReceiptBody } from "./document";
import { type PaymentType, VAT_KINDS } from "./kinds";
import { addUp, calculateReceipt, type LineDraft } from "./receipt";
import { linesLeft, paybackOf, type ReturnLine, takeBack, totalLeft } from "./returned";

const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));
const line = (change: Partial<LineDraft> = {}): LineDraft => ({
  ...{ goodId: null, name: "Хлеб", barcode: null, unitCode: "796", sectionCode: "1", vatKind: "12" },
  ...{ priceTiyn: tg("100.00"), quantityMilli: quantityMilli(3000n), discountTiyn: tg("0.00") },
  ...change,
});
const NO_HEAD = {} as PaperHead; // cast: nothing here is printed
const NONE = tiyn(0n);

/** A receipt with these lines, paid in cash. */
function sold(lines: readonly LineDraft[], discount = NONE, markup = NONE): ReceiptBody {
  const receipt = calculateReceipt(lines, discount, { markupTiyn: markup });
  if (!receipt.ok) throw new Error(receipt.error.code);
  return bodyOf(receipt.value, "sale");
}

const bodyOf = (receipt: ReturnType<typeof addUp>, kind: ReceiptBody["kind"]): ReceiptBody => ({
  ...{ head: NO_HEAD, cashier: { id: null, name: "" }, kind, ...receipt },
  payments: [{ type: "cash", sumTiyn: receipt.totalTiyn }],
  ...{ takenTiyn: receipt.totalTiyn, changeTiyn: NONE, basis: null },
});

const back = (basis: ReceiptBody, before: readonly ReceiptBody[], wishes?: readonly ReturnLine[]) => {
  const lines = takeBack(basis, before, wishes);
  return lines.ok ? ok(bodyOf(addUp(lines.value), "sale_return")) : lines;
};
const part = (number: number, quantity: bigint): ReturnLine => ({
  line: number,
  quantityMilli: quantityMilli(quantity),
});

describe("what comes back of a receipt", () => {
  test("everything at once has the sums and the VAT of the receipt, a discount of it lies on its lines", () => {
    const basis = sold([line(), line({ priceTiyn: tg("50.01"), markupTiyn: tg("1.00") })], tg("31.17"));
    const whole = back(basis, []);
    if (!whole.ok) throw new Error(whole.error.code);
    expect(whole.value.totalTiyn).toBe(basis.totalTiyn);
    expect(whole.value.taxes).toEqual(basis.taxes);
    expect(whole.value.receiptDiscountTiyn).toBe(0n);
    expect(linesLeft(basis, [whole.value])).toEqual([]);
    expect(back(basis, [whole.value])).toMatchObject({ ok: false, error: { code: "fiscal.already_returned" } });
  });

  test("a third of three comes back for a third of the price, and the last third takes the rest", () => {
    const basis = sold([line({ priceTiyn: tg("33.33"), discountTiyn: tg("0.01") })]);
    const parts: ReceiptBody[] = [];
    for (let count = 0; count < 3; count++) {
      const next = back(basis, parts, [part(1, 1000n)]);
      if (!next.ok) throw new Error(next.error.code);
      parts.push(next.value);
    }
    expect(parts.map(({ totalTiyn }) => totalTiyn)).toEqual([tg("33.33"), tg("33.32"), tg("33.33")]);
    expect(sumTiyn(parts.flatMap(({ lines }) => lines.map(({ vatTiyn }) => vatTiyn)))).toBe(basis.taxes[0]?.vatTiyn);
  });

  test.each([
    ["a line that is not there", [part(2, 1000n)], "fiscal.return_line_unknown"],
    ["a line twice", [part(1, 1000n), part(1, 1000n)], "fiscal.return_line_unknown"],
    ["more than was sold", [part(1, 3001n)], "fiscal.return_exceeds_line"],
    ["nothing of a line", [part(1, 0n)], "fiscal.quantity_out_of_range"],
    ["less than nothing", [part(1, -1n)], "fiscal.quantity_out_of_range"],
    ["no lines", [], "fiscal.return_line_unknown"],
  ])("%s is refused", (_, wishes, code) => {
    expect(back(sold([line()]), [], wishes)).toMatchObject({ ok: false, error: { code } });
  });

  test("a line taken off before payment never comes back", () => {
    const basis = sold([line(), line({ storno: true })]);
    expect(linesLeft(basis, []).map((left) => left.line)).toEqual([1]);
    expect(back(basis, [], [part(2, 1000n)])).toMatchObject({
      ok: false,
      error: { code: "fiscal.return_line_unknown" },
    });
  });

  test("marked goods come back by their codes, each once", () => {
    const basis = sold([line({ quantityMilli: quantityMilli(2000n), marks: ["A", "B"] })]);
    expect(back(basis, [], [part(1, 1000n)])).toMatchObject({ ok: false, error: { code: "fiscal.marks_count" } });
    expect(back(basis, [], [{ ...part(1, 1000n), marks: ["C"] }])).toMatchObject({
      error: { code: "fiscal.marks_count" },
    });
    const first = back(basis, [], [{ ...part(1, 1000n), marks: ["B"] }]);
    if (!first.ok) throw new Error(first.error.code);
    expect(back(basis, [first.value], [{ ...part(1, 1000n), marks: ["B"] }])).toMatchObject({ ok: false });
    const rest = back(basis, [first.value]);
    expect(rest.ok && rest.value.lines[0]?.marks).toEqual(["A"]);
  });

  test("a returned line keeps the names of its good, and is one of a discount or of a markup, not of both", () => {
    const named = { article: "A-1", ntin: "0200012345678", goodId: "good", barcode: "4870000001019" };
    const basis = sold([line({ ...named, discountTiyn: tg("30.00") }), line({ markupTiyn: tg("30.00") }), line()]);
    const whole = back(basis, []);
    if (!whole.ok) throw new Error(whole.error.code);
    const [first, second, third] = whole.value.lines;
    expect(first).toMatchObject({ ...named, discountTiyn: tg("30.00"), basisLine: 1 });
    expect(first).not.toHaveProperty("markupTiyn");
    expect(second).toMatchObject({ discountTiyn: 0n, markupTiyn: tg("30.00"), basisLine: 2 });
    for (const absent of ["marks", "article", "ntin", "markupTiyn"]) expect(third).not.toHaveProperty(absent);
  });

  test("marks are those of the receipt, as many as units, and none twice", () => {
    const basis = sold([line({ quantityMilli: quantityMilli(3000n), marks: ["A", "B", "C"] }), line()]);
    const marked = (units: bigint, ...marks: string[]) => back(basis, [], [{ ...part(1, units * 1000n), marks }]);
    const refused = { ok: false, error: { code: "fiscal.marks_count" } };
    expect(marked(2n, "A", "A")).toMatchObject(refused);
    expect(marked(2n, "A")).toMatchObject(refused);
    expect(marked(2n, "A", "X")).toMatchObject(refused);
    expect(marked(2n)).toMatchObject(refused);
    expect(marked(3n)).toMatchObject({ value: { lines: [{ marks: ["A", "B", "C"] }] } });
    expect(marked(2n, "C", "A")).toMatchObject({ value: { lines: [{ marks: ["C", "A"] }] } });
    expect(back(basis, [], [{ ...part(2, 1000n), marks: ["A"] }])).toMatchObject(refused);
    expect(back(basis, [], [{ ...part(2, 1000n), marks: [] }])).toMatchObject({ ok: true });
  });

  test("a way of paying that gave everything back is left out, and what was paid otherwise does not count for it", () => {
    const pay = (type: PaymentType, sum: string) => ({ type, sumTiyn: tg(sum) });
    const paid = [pay("cash", "300.00"), pay("card", "200.00"), pay("mobile", "100.00")];
    const before = [{ payments: [pay("card", "200.00"), pay("cash", "100.00")] }];
    expect(paybackOf(tg("50.00"), paid, before)).toEqual([pay("mobile", "50.00")]);
    expect(paybackOf(tg("300.00"), paid, before)).toEqual([pay("cash", "200.00"), pay("mobile", "100.00")]);
  });

  test("each way of paying gets back what it paid, the drawer last", () => {
    const pay = (type: PaymentType, sum: string) => ({ type, sumTiyn: tg(sum) });
    const paid = [pay("cash", "300.00"), pay("card", "200.00")];
    expect(paybackOf(tg("150.00"), paid, [])).toEqual([pay("card", "150.00")]);
    const before = [{ payments: [pay("card", "150.00")] }];
    expect(paybackOf(tg("100.00"), paid, before)).toEqual([pay("cash", "50.00"), pay("card", "50.00")]);
  });
});

const arbitraryBasis = fc
  .record({
    lines: fc.array(
      fc.record({
        price: fc.bigInt({ min: 1n, max: 1_000_000n }),
        quantity: fc.bigInt({ min: 1n, max: 20_000n }),
        vatKind: fc.constantFrom(...VAT_KINDS),
        discount: fc.bigInt({ min: 0n, max: 100n }),
        markup: fc.bigInt({ min: 0n, max: 5_000n }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    whole: fc.bigInt({ min: -90n, max: 90n }),
  })
  .map(({ lines, whole }) => ({
    drafts: lines.map(({ price, quantity, vatKind, discount, markup }) =>
      line({
        ...{ vatKind, priceTiyn: tiyn(price), quantityMilli: quantityMilli(quantity), markupTiyn: tiyn(markup) },
        discountTiyn: tiyn((((price * quantity) / 1000n) * discount) / 100n),
      }),
    ),
    whole,
  }));

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
const wish = fc.record({ line: fc.nat({ max: 5 }), share: fc.bigInt({ min: 1n, max: 100n }) });

property.prop([arbitraryBasis, fc.array(wish, { maxLength: 12 })])(
  "any sequence of partial returns never exceeds the receipt, and the last takes exactly the rest: of sums and of VAT",
  ({ drafts, whole }, wishes) => {
    const plain = calculateReceipt(drafts, NONE);
    fc.pre(plain.ok);
    const change = (plain.value.totalTiyn * (whole < 0n ? -whole : whole)) / 100n;
    const receipt = calculateReceipt(drafts, tiyn(whole < 0n ? change : 0n), {
      markupTiyn: tiyn(whole > 0n ? change : 0n),
    });
    fc.pre(receipt.ok);
    const basis = bodyOf(receipt.value, "sale");
    const returns: ReceiptBody[] = [];
    for (const { line: chosen, share } of wishes) {
      const left = linesLeft(basis, returns);
      const mine = left[chosen % Math.max(1, left.length)];
      if (!mine) break;
      const quantity = (mine.quantityMilli * share) / 100n || 1n;
      const next = back(basis, returns, [part(mine.line, quantity)]);
      if (!next.ok) throw new Error(next.error.code);
      // A receipt of nothing is not issued; its lines stay to come back with others.
      if (next.value.totalTiyn > 0n) returns.push(next.value);
      expect(totalLeft(basis.totalTiyn, returns) >= 0n).toBe(true);
    }
    if (totalLeft(basis.totalTiyn, returns) > 0n) {
      const rest = back(basis, returns);
      if (!rest.ok) throw new Error(rest.error.code);
      returns.push(rest.value);
    }
    expect(totalLeft(basis.totalTiyn, returns)).toBe(0n);
    for (const kind of VAT_KINDS) {
      const vat = returns.flatMap(({ taxes }) => taxes.filter((tax) => tax.vatKind === kind));
      const sold = basis.taxes.find((tax) => tax.vatKind === kind);
      expect(sumTiyn(vat.map(({ vatTiyn }) => vatTiyn))).toBe(sold?.vatTiyn ?? 0n);
      expect(sumTiyn(vat.map(({ turnoverTiyn }) => turnoverTiyn))).toBe(sold?.turnoverTiyn ?? 0n);
    }
    for (const [index, line] of basis.lines.entries()) {
      const parts = returns.flatMap(({ lines }) => lines).filter(({ basisLine }) => basisLine === index + 1);
      const came = { quantity: 0n, gross: 0n, net: 0n, vat: 0n };
      for (const each of parts) {
        came.quantity += each.quantityMilli;
        came.gross += each.grossTiyn;
        came.net += each.netTiyn;
        came.vat += each.vatTiyn;
        // What came back so far costs what so much costs, to half a tiyn.
        const share = (sum: bigint) => sum * came.quantity;
        const off = (sum: bigint, whole: bigint) => abs(sum * line.quantityMilli - share(whole)) * 2n;
        expect(off(came.net, line.netTiyn) <= line.quantityMilli).toBe(true);
        expect(abs(came.gross * 1000n - line.priceTiyn * came.quantity) * 2n <= 1000n).toBe(true);
        expect(each).toMatchObject({ priceTiyn: line.priceTiyn, vatKind: line.vatKind, receiptDiscountTiyn: 0n });
      }
      if (came.quantity === line.quantityMilli)
        expect(came).toEqual({
          ...{ quantity: line.quantityMilli, gross: line.grossTiyn, net: line.netTiyn, vat: line.vatTiyn },
        });
    }
    for (const each of returns.flatMap(({ lines }) => lines)) {
      expect(each.grossTiyn - each.discountTiyn + (each.markupTiyn ?? 0n)).toBe(each.netTiyn);
      expect(each.netTiyn >= 0n && each.vatTiyn >= 0n && each.vatTiyn <= each.netTiyn).toBe(true);
    }
  },
);
