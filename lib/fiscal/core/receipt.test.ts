import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { includedTax, quantityMilli, rateBp, sumTiyn, type Tiyn, tiyn } from "@/lib/kernel";
import { VAT_KINDS } from "./kinds";
import { calculateReceipt, type LineDraft, vatInside } from "./receipt";
import { ROUNDED, ROUNDING_SIDES } from "./rounding";

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
    markup: fc.constantFrom(0n, 1n, 777n),
    storno: fc.constantFrom(false, false, true),
  })
  .map(({ price, quantity, vatKind, share, markup, storno }) => {
    const draft = line({
      ...{ priceTiyn: tiyn(price), quantityMilli: quantityMilli(quantity), vatKind },
      ...{ markupTiyn: tiyn(markup), storno },
    });
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
    ["nothing but what was taken off", [line({ storno: true })], "0.00", "fiscal.total_zero"],
    [
      "a sum beyond all sense",
      [line({ priceTiyn: tiyn(10n ** 14n), quantityMilli: quantityMilli(2000n) })],
      "0.00",
      "fiscal.total_too_large",
    ],
  ])("%s is refused", (_, lines, discount, code) => {
    expect(calculateReceipt(lines, tg(discount))).toMatchObject({ ok: false, error: { code } });
  });

  test("a markup of the receipt is spread like its discount, and the two exclude each other", () => {
    const lines = [line(), line({ vatKind: "none", priceTiyn: tg("200.00") }), line({ storno: true })];
    const receipt = calculateReceipt(lines, tg("0.00"), { markupTiyn: tg("10.00") });
    expect(receipt.ok && receipt.value).toMatchObject({
      ...{ goodsTiyn: tg("300.00"), totalTiyn: tg("310.00"), markupTiyn: tg("10.00"), receiptMarkupTiyn: tg("10.00") },
      lines: [
        { netTiyn: tg("103.33"), receiptMarkupTiyn: tg("3.33"), vatTiyn: tg("14.25") },
        { netTiyn: tg("206.67"), receiptMarkupTiyn: tg("6.67"), vatTiyn: tg("0.00") },
        { netTiyn: tg("0.00"), vatTiyn: tg("0.00"), storno: true },
      ],
    });
    expect(calculateReceipt(lines, tg("1.00"), { markupTiyn: tg("1.00") })).toMatchObject({
      error: { code: "fiscal.discount_and_markup" },
    });
  });

  test("says nothing of markups, rounding and marks where there are none", () => {
    const receipt = calculateReceipt([line()], tg("0.00"));
    const fields = receipt.ok ? Object.keys(receipt.value) : [];
    expect(fields.sort()).toEqual(
      ["lines", "goodsTiyn", "discountTiyn", "receiptDiscountTiyn", "totalTiyn", "taxes"].sort(),
    );
  });

  test.each([
    ["total", "ceil", "0.00", "201.00", { markupTiyn: "0.98", roundingTiyn: "0.98" }],
    ["total", "half_up", "0.00", "200.00", { discountTiyn: "0.02", roundingTiyn: "-0.02" }],
    ["total", "floor", "0.00", "200.00", { discountTiyn: "0.02", roundingTiyn: "-0.02" }],
    // Rounding up takes back a part of the discount that the receipt has: the wire holds one of the two alone.
    ["total", "ceil", "10.50", "190.00", { discountTiyn: "10.02", receiptDiscountTiyn: "10.02", roundingTiyn: "0.48" }],
    ["lines", "ceil", "0.00", "202.00", { markupTiyn: "1.98", roundingTiyn: "1.98" }],
    ["lines", "floor", "0.00", "200.00", { discountTiyn: "0.02", roundingTiyn: "-0.02" }],
  ] as const)("rounds the %s (%s) with a discount of %s to %s", (what, to, discount, total, rest) => {
    const lines = [line({ priceTiyn: tg("100.01") }), line({ priceTiyn: tg("100.01") })];
    const receipt = calculateReceipt(lines, tg(discount), { rounding: { what, to } });
    const sums = Object.fromEntries(Object.entries(rest).map(([name, sum]) => [name, tg(sum)]));
    expect(receipt.ok && receipt.value).toMatchObject({ totalTiyn: tg(total), ...sums });
  });

  property.prop([
    fc.array(arbitraryLine, { minLength: 1, maxLength: 20 }),
    fc.bigInt({ min: 0n, max: 100n }),
    fc.record({ what: fc.constantFrom(...ROUNDED), to: fc.constantFrom(...ROUNDING_SIDES) }),
  ])(
    "adds up to the tiyn: lines to the total, discounts and markups to the difference, VAT to its lines and never above its turnover",
    (drafts, share, rounding) => {
      const before = calculateReceipt(drafts, tiyn(0n));
      fc.pre(before.ok);
      const discount = tiyn((before.value.totalTiyn * share) / 150n);
      const receipt = calculateReceipt(drafts, discount, { rounding });
      fc.pre(receipt.ok);
      const { lines, goodsTiyn, discountTiyn, markupTiyn = 0n, totalTiyn, taxes, roundingTiyn = 0n } = receipt.value;
      const { receiptDiscountTiyn, receiptMarkupTiyn = 0n } = receipt.value;
      expect(sumTiyn(lines.map((each) => each.netTiyn))).toBe(totalTiyn);
      expect(goodsTiyn - discountTiyn + markupTiyn).toBe(totalTiyn);
      expect(receiptDiscountTiyn === 0n || receiptMarkupTiyn === 0n).toBe(true);
      if (rounding.what === "none") expect(receiptDiscountTiyn).toBe(discount);
      else expect(totalTiyn % 100n).toBe(0n);
      const per = rounding.what === "lines" ? BigInt(lines.length) + 1n : 1n;
      expect((roundingTiyn < 0n ? -roundingTiyn : roundingTiyn) < 100n * per).toBe(true);
      for (const each of lines) {
        const own = each.grossTiyn - each.discountTiyn + (each.markupTiyn ?? 0n);
        expect(own - each.receiptDiscountTiyn + (each.receiptMarkupTiyn ?? 0n)).toBe(
          each.storno ? each.grossTiyn : each.netTiyn,
        );
      }
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
