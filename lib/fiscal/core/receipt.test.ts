import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { includedTax, quantityMilli, rateBp, sumTiyn, type Tiyn, tiyn } from "@/lib/kernel";
import { VAT_KINDS } from "./kinds";
import { calculateReceipt, type LineDraft, vatInside } from "./receipt";

const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));
const line = (change: Partial<LineDraft> = {}): LineDraft => ({
  ...{ goodId: null, name: "Хлеб", barcode: null, unitCode: "796", sectionCode: "1", vatKind: "16" },
  ...{ priceTiyn: tg("100.00"), quantityMilli: quantityMilli(1000n), discountTiyn: tg("0.00") },
  ...change,
});

const arbitraryLine: fc.Arbitrary<LineDraft> = fc
  .record({
    price: fc.bigInt({ min: 1000n, max: 10_000_000n }),
    quantity: fc.bigInt({ min: 1n, max: 100_000n }),
    vatKind: fc.constantFrom(...VAT_KINDS),
    share: fc.bigInt({ min: 0n, max: 100n }),
  })
  .map(({ price, quantity, vatKind, share }) => {
    const draft = line({ priceTiyn: tiyn(price), quantityMilli: quantityMilli(quantity), vatKind });
    return { ...draft, discountTiyn: tiyn((((price * quantity) / 1000n) * share) / 200n) };
  });

describe("VAT inside a price, half up (the table of the README)", () => {
  test.each([
    ["500.00", "12", "53.57"],
    ["3360.00", "12", "360.00"],
    ["435.84", "16", "60.12"],
    ["11671.40", "16", "1609.85"],
    ["1.16", "16", "0.16"],
    ["0.03", "16", "0.00"],
    ["0.04", "16", "0.01"],
    ["1000.00", "5", "47.62"],
    ["1000.00", "10", "90.91"],
    ["1000.00", "0", "0.00"],
    ["1000.00", "none", "0.00"],
  ] as const)("%s at %s holds %s", (sum, kind, vat) => {
    expect(vatInside(tg(sum), kind)).toBe(tg(vat));
  });
});

describe("a receipt", () => {
  test("line sums are rounded half up to the tiyn", () => {
    const receipt = calculateReceipt(
      [line({ priceTiyn: tg("7900.00"), quantityMilli: quantityMilli(486n) })],
      tg("0.00"),
    );
    expect(receipt.ok && receipt.value.totalTiyn).toBe(tg("3839.40"));
    const third = calculateReceipt([line({ priceTiyn: tg("0.01"), quantityMilli: quantityMilli(500n) })], tg("0.00"));
    expect(third.ok && third.value.totalTiyn).toBe(tg("0.01"));
  });

  test("the mockup's cart comes to its total and its VAT", () => {
    const cart = [
      line({ priceTiyn: tg("220.00"), quantityMilli: quantityMilli(2000n) }),
      line({ priceTiyn: tg("640.00"), quantityMilli: quantityMilli(3000n) }),
      line({ priceTiyn: tg("1890.00") }),
      line({ priceTiyn: tg("7900.00"), quantityMilli: quantityMilli(486n) }),
      line({ priceTiyn: tg("890.00"), quantityMilli: quantityMilli(2000n), discountTiyn: tg("178.00") }),
      line({ priceTiyn: tg("330.00"), quantityMilli: quantityMilli(6000n) }),
    ];
    const receipt = calculateReceipt(cart, tg("0.00"));
    expect(receipt.ok && receipt.value).toMatchObject({
      ...{ goodsTiyn: tg("11849.40"), discountTiyn: tg("178.00"), totalTiyn: tg("11671.40") },
    });
    // Summed per line, as stored; one tiyn more than VAT of the whole total would be.
    expect(receipt.ok && receipt.value.taxes).toEqual([
      {
        vatKind: "16",
        turnoverTiyn: tg("11671.40"),
        vatTiyn: sumTiyn(receipt.ok ? receipt.value.lines.map((l) => l.vatTiyn) : []),
      },
    ]);
  });

  test.each([
    ["no lines", [], "0.00", "fiscal.no_lines"],
    ["a line without a price", [line({ priceTiyn: tg("0.00") })], "0.00", "fiscal.line_without_sum"],
    ["a discount over the line", [line({ discountTiyn: tg("100.01") })], "0.00", "fiscal.discount_too_large"],
    ["a discount over the receipt", [line()], "100.01", "fiscal.discount_too_large"],
    ["everything given away", [line()], "100.00", "fiscal.total_zero"],
    [
      "a sum beyond all sense",
      [line({ priceTiyn: tiyn(10n ** 14n), quantityMilli: quantityMilli(2000n) })],
      "0.00",
      "fiscal.total_too_large",
    ],
  ])("%s is refused", (_, lines, discount, code) => {
    expect(calculateReceipt(lines, tg(discount))).toMatchObject({ ok: false, error: { code } });
  });

  property.prop([fc.array(arbitraryLine, { minLength: 1, maxLength: 20 }), fc.bigInt({ min: 0n, max: 100n })])(
    "adds up to the tiyn: lines to the total, discounts to the difference, VAT to its lines and never above its turnover",
    (drafts, share) => {
      const before = calculateReceipt(drafts, tiyn(0n));
      fc.pre(before.ok);
      const discount = tiyn((before.value.totalTiyn * share) / 150n);
      const receipt = calculateReceipt(drafts, discount);
      fc.pre(receipt.ok);
      const { lines, goodsTiyn, discountTiyn, totalTiyn, taxes } = receipt.value;
      expect(sumTiyn(lines.map((each) => each.netTiyn))).toBe(totalTiyn);
      expect(goodsTiyn - discountTiyn).toBe(totalTiyn);
      expect(sumTiyn(lines.map((each) => each.receiptDiscountTiyn))).toBe(discount);
      expect(lines.every((each) => each.netTiyn >= 0n && each.vatTiyn <= each.netTiyn)).toBe(true);
      expect(sumTiyn(taxes.map((tax) => tax.vatTiyn))).toBe(sumTiyn(lines.map((each) => each.vatTiyn)));
      expect(new Set(taxes.map((tax) => tax.vatKind)).size).toBe(taxes.length);
    },
  );

  property.prop([fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.constantFrom(500, 1000, 1200, 1600)])(
    "VAT inside and what is left of it make the rate again, to half a tiyn",
    (gross, rate) => {
      const vat = includedTax(tiyn(gross), rateBp(rate));
      const exact = gross * BigInt(rate) * 2n;
      const unit = BigInt(10_000 + rate);
      const off = vat * unit * 2n - exact;
      expect((off < 0n ? -off : off) <= unit).toBe(true);
    },
  );
});
