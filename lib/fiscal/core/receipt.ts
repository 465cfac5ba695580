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
  ZERO_TIYN,
} from "@/lib/kernel";
import type { ReceiptError } from "./error";
import { type VatKind, vatRateOf } from "./kinds";
import { NO_ROUNDING, type ReceiptRounding, roundedTenge } from "./rounding";

/** A line as the cashier makes it. What is optional and left out is not there. */
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
  readonly markupTiyn?: Tiyn;
  /** The shop's own article. */
  readonly article?: string | null;
  /** НТИН: the code of the national catalogue. */
  readonly ntin?: string | null;
  /** Marking codes, one per unit. */
  readonly marks?: readonly string[];
  /** Rung up and taken off before payment: stands on the receipt, costs nothing. */
  readonly storno?: boolean;
};

/** A line with everything worked out. */
export type ReceiptLine = LineDraft & {
  /** Price times quantity, before any discount. */
  readonly grossTiyn: Tiyn;
  /** What of the receipt's own discount falls on this line. */
  readonly receiptDiscountTiyn: Tiyn;
  /** What of the receipt's own markup falls on this line. */
  readonly receiptMarkupTiyn?: Tiyn;
  /** What the buyer pays for this line. */
  readonly netTiyn: Tiyn;
  /** VAT inside `netTiyn`; zero for «Без НДС». */
  readonly vatTiyn: Tiyn;
  /** In a return: which line of the basis comes back, from 1. */
  readonly basisLine?: number;
};

/** VAT of one kind over the whole receipt. */
export type TaxTotal = { readonly vatKind: VatKind; readonly turnoverTiyn: Tiyn; readonly vatTiyn: Tiyn };

export type CalculatedReceipt = {
  readonly lines: readonly ReceiptLine[];
  /** Sum of lines before discounts and markups. */
  readonly goodsTiyn: Tiyn;
  /** All discounts together. */
  readonly discountTiyn: Tiyn;
  /** What of them was taken off the receipt as a whole. */
  readonly receiptDiscountTiyn: Tiyn;
  /** All markups together, and what of them lies on the receipt as a whole. */
  readonly markupTiyn?: Tiyn;
  readonly receiptMarkupTiyn?: Tiyn;
  /** What rounding added, or took off; it is part of the discounts and markups above. */
  readonly roundingTiyn?: Tiyn;
  readonly totalTiyn: Tiyn;
  /** One entry per VAT kind that has a rate, in the order of first use. */
  readonly taxes: readonly TaxTotal[];
};

/** What changes the receipt as a whole beside its discount. */
export type ReceiptModifiers = { readonly markupTiyn?: Tiyn; readonly rounding?: ReceiptRounding };

/** VAT inside a sum, half up to the tiyn (table: fiscal/README). */
export function vatInside(sum: Tiyn, kind: VatKind): Tiyn {
  const rate = vatRateOf(kind);
  return rate === null ? ZERO_TIYN : includedTax(sum, rate);
}

/** Adds up the VAT of lines by kind: totals are sums of line taxes and are never worked out anew from turnovers. */
export function taxTotals(
  lines: readonly Pick<ReceiptLine, "vatKind" | "netTiyn" | "vatTiyn" | "storno">[],
): TaxTotal[] {
  const taxed = lines.filter((line) => line.vatKind !== "none" && !line.storno);
  return [...new Set(taxed.map((line) => line.vatKind))].map((vatKind) => {
    const mine = taxed.filter((line) => line.vatKind === vatKind);
    return {
      vatKind,
      turnoverTiyn: sumTiyn(mine.map((line) => line.netTiyn)),
      vatTiyn: sumTiyn(mine.map((line) => line.vatTiyn)),
    };
  });
}

/** A field that is left out when it is nothing, so that documents say only what there is. */
export const unlessZero = <K extends string>(key: K, sum: bigint): { readonly [key in K]?: Tiyn } =>
  (sum === 0n ? {} : { [key]: tiyn(sum) }) as { readonly [key in K]?: Tiyn }; // cast: the one key

/** A line with its own discount and markup; rounding of lines becomes one of the two. */
type Own = { readonly draft: LineDraft; readonly grossTiyn: Tiyn; readonly ownTiyn: Tiyn; readonly roundingTiyn: Tiyn };

function ownOf({ markupTiyn, ...draft }: LineDraft, rounding: ReceiptRounding): Own {
  const grossTiyn = lineSum(draft.priceTiyn, draft.quantityMilli);
  // A line taken off has no discount to speak of.
  if (draft.storno)
    return {
      ...{ draft: { ...draft, discountTiyn: ZERO_TIYN }, grossTiyn },
      ...{ ownTiyn: ZERO_TIYN, roundingTiyn: ZERO_TIYN },
    };
  const asked = tiyn(grossTiyn - draft.discountTiyn + (markupTiyn ?? 0n));
  const ownTiyn = rounding.what === "lines" && asked > 0n ? roundedTenge(asked, rounding.to) : asked;
  const change = ownTiyn - asked;
  return {
    draft: {
      ...draft,
      discountTiyn: tiyn(draft.discountTiyn + (change < 0n ? -change : 0n)),
      ...unlessZero("markupTiyn", (markupTiyn ?? 0n) + (change > 0n ? change : 0n)),
    },
    ...{ grossTiyn, ownTiyn, roundingTiyn: tiyn(change) },
  };
}

/** What the receipt as a whole adds (or takes off, below zero), rounding of the total included. */
function wholeOf(beforeTiyn: Tiyn, askedTiyn: bigint, rounding: ReceiptRounding): { whole: bigint; change: bigint } {
  const asked = tiyn(beforeTiyn + askedTiyn);
  if (rounding.what === "none" || asked <= 0n) return { whole: askedTiyn, change: 0n };
  const change = roundedTenge(asked, rounding.to) - asked;
  return { whole: askedTiyn + change, change };
}

/**
 * Works a receipt out: line sums half up, discounts and markups, rounding if the register rounds, VAT inside the net of each line.
 * The till previews with this same function. What lies on the receipt as a whole is spread over the lines first (largest
 * remainder), so that VAT is that of what was really paid.
 */
export function calculateReceipt(
  drafts: readonly LineDraft[],
  receiptDiscountTiyn: Tiyn,
  { markupTiyn = ZERO_TIYN, rounding = NO_ROUNDING }: ReceiptModifiers = {},
): Result<CalculatedReceipt, ReceiptError> {
  if (drafts.length === 0) return err({ code: "fiscal.no_lines" });
  if (drafts.length > limits.receiptLinesMax) return err({ code: "fiscal.too_many_lines" });
  if (receiptDiscountTiyn > 0n && markupTiyn > 0n) return err({ code: "fiscal.discount_and_markup" });
  const own = drafts.map((draft) => ownOf(draft, rounding));
  const empty = own.findIndex(({ grossTiyn }) => grossTiyn <= 0n);
  if (empty >= 0) return err({ code: "fiscal.line_without_sum", line: empty + 1 });
  const weights = own.map(({ ownTiyn }) => ownTiyn);
  const beforeTiyn = sumTiyn(weights);
  if (weights.some((sum) => sum < 0n) || receiptDiscountTiyn > beforeTiyn)
    return err({ code: "fiscal.discount_too_large" });
  if (beforeTiyn === 0n) return err({ code: "fiscal.total_zero" });
  const { whole, change } = wholeOf(beforeTiyn, markupTiyn - receiptDiscountTiyn, rounding);
  const shares = allocate(tiyn(whole < 0n ? -whole : whole), weights);
  const lines = own.map(({ draft, grossTiyn, ownTiyn }, index): ReceiptLine => {
    const share = shares[index] ?? ZERO_TIYN;
    const netTiyn = tiyn(whole < 0n ? ownTiyn - share : ownTiyn + share);
    return {
      ...{ ...draft, grossTiyn, receiptDiscountTiyn: whole < 0n ? share : ZERO_TIYN },
      ...(whole > 0n ? unlessZero("receiptMarkupTiyn", share) : {}),
      ...{ netTiyn, vatTiyn: vatInside(netTiyn, draft.vatKind) },
    };
  });
  const receipt = addUp(lines, sumTiyn(own.map(({ roundingTiyn }) => roundingTiyn)) + change);
  if (receipt.totalTiyn <= 0n) return err({ code: "fiscal.total_zero" });
  if (receipt.goodsTiyn > MONEY_MAX || receipt.totalTiyn > MONEY_MAX) return err({ code: "fiscal.total_too_large" });
  return ok(receipt);
}

/** Adds worked-out lines up to a receipt. */
export function addUp(lines: readonly ReceiptLine[], roundingTiyn = 0n): CalculatedReceipt {
  const live = lines.filter((line) => !line.storno);
  const add = (pick: (line: ReceiptLine) => Tiyn | undefined): Tiyn =>
    sumTiyn(live.map((line) => pick(line) ?? ZERO_TIYN));
  const receiptDiscountTiyn = add((line) => line.receiptDiscountTiyn);
  const receiptMarkup = add((line) => line.receiptMarkupTiyn);
  return {
    lines,
    goodsTiyn: add((line) => line.grossTiyn),
    discountTiyn: tiyn(add((line) => line.discountTiyn) + receiptDiscountTiyn),
    receiptDiscountTiyn,
    ...unlessZero("markupTiyn", add((line) => line.markupTiyn) + receiptMarkup),
    ...unlessZero("receiptMarkupTiyn", receiptMarkup),
    ...unlessZero("roundingTiyn", roundingTiyn),
    totalTiyn: add((line) => line.netTiyn),
    taxes: taxTotals(lines),
  };
}
