import {
  allocate,
  err,
  includedTax,
  limits,
  lineSum,
  MONEY_MAX,
  ok,
  type QuantityMilli,
  type Result,
  sumTiyn,
  type Tiyn,
  tiyn,
} from "@/lib/kernel";
import type { ReceiptError } from "./error";
import { type VatKind, vatRateOf } from "./kinds";

/** A line as the cashier makes it. */
export type LineDraft = {
  readonly goodId: string | null;
  readonly name: string;
  readonly barcode: string | null;
  readonly unitCode: string;
  readonly sectionCode: string;
  readonly vatKind: VatKind;
  readonly priceTiyn: Tiyn;
  readonly quantityMilli: QuantityMilli;
  readonly discountTiyn: Tiyn;
};

/** A line with everything worked out. */
export type ReceiptLine = LineDraft & {
  /** Price times quantity, before any discount. */
  readonly grossTiyn: Tiyn;
  /** What of the receipt's own discount falls on this line. */
  readonly receiptDiscountTiyn: Tiyn;
  /** What the buyer pays for this line. */
  readonly netTiyn: Tiyn;
  /** VAT inside `netTiyn`; zero for «Без НДС». */
  readonly vatTiyn: Tiyn;
};

/** VAT of one kind over the whole receipt. */
export type TaxTotal = { readonly vatKind: VatKind; readonly turnoverTiyn: Tiyn; readonly vatTiyn: Tiyn };

export type CalculatedReceipt = {
  readonly lines: readonly ReceiptLine[];
  /** Sum of lines before discounts. */
  readonly goodsTiyn: Tiyn;
  /** All discounts together. */
  readonly discountTiyn: Tiyn;
  /** What of them was taken off the receipt as a whole. */
  readonly receiptDiscountTiyn: Tiyn;
  readonly totalTiyn: Tiyn;
  /** One entry per VAT kind that has a rate, in the order of first use. */
  readonly taxes: readonly TaxTotal[];
};

/** VAT inside a sum, half up to the tiyn (table: fiscal/README). */
export function vatInside(sum: Tiyn, kind: VatKind): Tiyn {
  const rate = vatRateOf(kind);
  return rate === null ? tiyn(0n) : includedTax(sum, rate);
}

/** Adds up the VAT of lines by kind: totals are sums of line taxes and are never worked out anew from turnovers. */
export function taxTotals(lines: readonly Pick<ReceiptLine, "vatKind" | "netTiyn" | "vatTiyn">[]): TaxTotal[] {
  const kinds = [...new Set(lines.map((line) => line.vatKind))].filter((kind) => kind !== "none");
  return kinds.map((vatKind) => {
    const mine = lines.filter((line) => line.vatKind === vatKind);
    return {
      vatKind,
      turnoverTiyn: sumTiyn(mine.map((line) => line.netTiyn)),
      vatTiyn: sumTiyn(mine.map((line) => line.vatTiyn)),
    };
  });
}

/**
 * Works a receipt out: line sums half up, discounts, VAT inside the net of each line. The till previews with this same function.
 * A receipt discount is spread over the lines first (largest remainder), so that VAT is that of what was really paid.
 */
export function calculateReceipt(
  drafts: readonly LineDraft[],
  receiptDiscountTiyn: Tiyn,
): Result<CalculatedReceipt, ReceiptError> {
  if (drafts.length === 0) return err({ code: "fiscal.no_lines" });
  if (drafts.length > limits.receiptLinesMax) return err({ code: "fiscal.too_many_lines" });
  const gross = drafts.map((line) => lineSum(line.priceTiyn, line.quantityMilli));
  const empty = gross.findIndex((sum) => sum <= 0n);
  if (empty >= 0) return err({ code: "fiscal.line_without_sum", line: empty + 1 });
  const afterOwn = gross.map((sum, index) => tiyn(sum - (drafts[index]?.discountTiyn ?? 0n)));
  const beforeShares = sumTiyn(afterOwn);
  if (afterOwn.some((sum) => sum < 0n) || receiptDiscountTiyn > beforeShares)
    return err({ code: "fiscal.discount_too_large" });
  const shares = allocate(receiptDiscountTiyn, afterOwn);
  const lines = drafts.map((draft, index): ReceiptLine => {
    const share = shares[index] ?? tiyn(0n);
    const netTiyn = tiyn((afterOwn[index] ?? 0n) - share);
    const vatTiyn = vatInside(netTiyn, draft.vatKind);
    return { ...draft, grossTiyn: gross[index] ?? tiyn(0n), receiptDiscountTiyn: share, netTiyn, vatTiyn };
  });
  const goodsTiyn = sumTiyn(gross);
  const totalTiyn = sumTiyn(lines.map((line) => line.netTiyn));
  if (totalTiyn <= 0n) return err({ code: "fiscal.total_zero" });
  if (goodsTiyn > MONEY_MAX) return err({ code: "fiscal.total_too_large" });
  const discountTiyn = tiyn(goodsTiyn - totalTiyn);
  return ok({ lines, goodsTiyn, discountTiyn, receiptDiscountTiyn, totalTiyn, taxes: taxTotals(lines) });
}
