import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LineDraft } from "@/lib/fiscal/core/receipt";
import type { IssueReceipt } from "@/lib/fiscal/input";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { placeCash } from "@/lib/fiscal/ops/place-cash";
import { err, limits, MONEY_MAX, QUANTITY_MAX, quantityMilli, tiyn } from "@/lib/kernel";
import { bread, giveBack, givenShop, loaf, type Shop, sell, tape, tg } from "../support/fiscal";
import { bookOf, startOperator, type TestOperator } from "../support/operator";

let operator: TestOperator;
let shop: Shop;
beforeAll(async () => {
  operator = await startOperator();
  shop = await givenShop(() => operator.port);
});
afterAll(() => operator.stop());

const refused = async (change: Partial<IssueReceipt>) => {
  const answer = await issueReceipt(shop.deps)(shop.ctx, bread(shop, change));
  return answer.ok ? answer.value.outcome : answer.error.code;
};
const line = (change: Partial<LineDraft>) => ({ lines: [loaf(), loaf(change)] });

describe("an op that is asked for nonsense refuses with a code and leaves nothing behind", () => {
  // What a schema of the edge would have refused before comes here past it: the op asks for itself.
  test.each<[string, Partial<IssueReceipt>, string]>([
    ["no lines", { lines: [] }, "fiscal.no_lines"],
    [
      "1,001 lines",
      { lines: Array.from({ length: limits.receiptLinesMax + 1 }, () => loaf()) },
      "fiscal.too_many_lines",
    ],
    ["a name of 256 signs", line({ name: "я".repeat(256) }), "fiscal.name_too_long"],
    ["control characters", line({ name: "Хлеб\u001bp" }), "fiscal.line_characters"],
    ["a price of zero", line({ priceTiyn: tg("0.00") }), "fiscal.line_without_sum"],
    ["a price below zero", line({ priceTiyn: tiyn(-1n) }), "fiscal.price_out_of_range"],
    ["a price past the limit", line({ priceTiyn: tiyn(MONEY_MAX + 1n) }), "fiscal.price_out_of_range"],
    [
      "a sum past the limit",
      line({ priceTiyn: MONEY_MAX, quantityMilli: quantityMilli(2000n) }),
      "fiscal.total_too_large",
    ],
    ["a quantity of zero", line({ quantityMilli: quantityMilli(0n) }), "fiscal.quantity_out_of_range"],
    ["a quantity below zero", line({ quantityMilli: quantityMilli(-1000n) }), "fiscal.quantity_out_of_range"],
    [
      "a quantity past the limit",
      line({ quantityMilli: quantityMilli(QUANTITY_MAX + 1n) }),
      "fiscal.quantity_out_of_range",
    ],
    ["an unknown unit", line({ unitCode: "99999" }), "fiscal.unit_unknown"],
    ["an unknown rate", line({ vatKind: "20" as LineDraft["vatKind"] }), "fiscal.vat_unknown"],
    ["a rate of the past", line({ vatKind: "12" }), "fiscal.vat_not_in_force"],
    ["a wrong digit of a barcode", line({ barcode: "4870001234561" }), "fiscal.barcode_digit"],
    ["a marking code sold twice", { lines: [loaf({ marks: ["A"] }), loaf({ marks: ["A"] })] }, "fiscal.mark_repeated"],
    ["a discount over the line", line({ discountTiyn: tg("500.01") }), "fiscal.discount_too_large"],
    [
      "a discount and a markup of the whole",
      { discountTiyn: tg("1.00"), markupTiyn: tg("1.00") },
      "fiscal.discount_and_markup",
    ],
    ["a payment short", { payments: [{ type: "cash", sumTiyn: tg("499.99") }] }, "fiscal.payments_not_enough"],
    ["a payment over, without cash", { payments: [{ type: "card", sumTiyn: tg("500.01") }] }, "fiscal.noncash_exceeds"],
    [
      "one kind of payment twice",
      {
        payments: [
          { type: "card", sumTiyn: tg("250.00") },
          { type: "card", sumTiyn: tg("250.00") },
        ],
      },
      "fiscal.payment_repeated",
    ],
    ["an unknown payment", { payments: [{ type: "gold" as "cash", sumTiyn: tg("500.00") }] }, "fiscal.payment_unknown"],
    [
      "a payment past the limit",
      { payments: [{ type: "cash", sumTiyn: tiyn(MONEY_MAX + 1n) }] },
      "fiscal.payment_out_of_range",
    ],
    ["a buyer with a wrong digit", { buyer: { xin: "180140000118" } }, "xin.check_digit"],
    ["a buyer whose e-mail is none", { buyer: { email: "nobody" } }, "fiscal.email_malformed"],
    ["a buyer whose phone is none", { buyer: { phone: "12" } }, "fiscal.phone_malformed"],
  ])("%s", async (_, change, code) => {
    expect(await refused(change)).toBe(code);
    expect(await tape(shop.registerId)).toEqual([]);
  });

  test("a buyer who is the seller", async () => {
    expect(await refused({ buyer: { xin: shop.atOperator.xin } })).toBe("fiscal.buyer_is_seller");
  });

  test("a cash move of too much, or with a comment of two lines", async () => {
    const place = (sumTiyn: bigint, comment: string | null) =>
      placeCash(shop.deps)(shop.ctx, {
        ...{
          registerId: shop.registerId,
          key: crypto.randomUUID(),
          direction: "deposit",
          sumTiyn: tiyn(sumTiyn),
          comment,
        },
      });
    expect(await place(MONEY_MAX + 1n, null)).toEqual(err({ code: "fiscal.sum_too_large" }));
    expect(await place(100n, "а\nб")).toEqual(err({ code: "fiscal.text_characters" }));
    expect(await tape(shop.registerId)).toEqual([]);
  });

  test("a return of a rejected receipt, of a return, and of what is not there", async () => {
    const other = await givenShop(() => operator.port);
    operator.failNext({ kind: "refuse", code: 13 });
    const rejected = await sell(other);
    expect(await giveBack(other, rejected.document.id)).toEqual(err({ code: "fiscal.basis_not_returnable" }));
    const sold = await sell(other);
    const back = await giveBack(other, sold.document.id);
    if (!back.ok) throw new Error(back.error.code);
    expect(await giveBack(other, back.value.document.id)).toEqual(err({ code: "fiscal.basis_not_returnable" }));
    expect(await giveBack(other, crypto.randomUUID())).toEqual(err({ code: "fiscal.basis_not_found" }));
  });
});

test("a thousand lines with discounts are one receipt, at the operator's too", async () => {
  const long = await givenShop(() => operator.port);
  const lines = Array.from({ length: limits.receiptLinesMax }, (_, index) =>
    loaf({ discountTiyn: tiyn(BigInt(index)) }),
  );
  const sold = await sell(long, { lines, payments: [{ type: "cash", sumTiyn: tg("500000.00") }] });
  expect(sold.outcome).toBe("accepted");
  expect((await bookOf(long.atOperator.id)).map((row) => row.total_tiyn)).toEqual([
    (50_000_000n - 499_500n).toString(),
  ]);
});

test("one key with another body is a conflict for sales and returns alike", async () => {
  const other = await givenShop(() => operator.port);
  const sold = await sell(other, {
    lines: [loaf({ quantityMilli: quantityMilli(2000n) })],
    payments: [{ type: "card", sumTiyn: tg("1000.00") }],
  });
  const one = { key: crypto.randomUUID(), lines: [{ line: 1, quantityMilli: quantityMilli(1000n) }] };
  const first = await giveBack(other, sold.document.id, one);
  expect(await giveBack(other, sold.document.id, one)).toEqual(first);
  const more = { ...one, lines: [{ line: 1, quantityMilli: quantityMilli(500n) }] };
  expect(await giveBack(other, sold.document.id, more)).toEqual(err({ code: "fiscal.idempotency_conflict" }));
  expect(await tape(other.registerId)).toHaveLength(2);
});
