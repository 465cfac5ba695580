import {
  err,
  formatQuantity,
  ok,
  parseQuantity,
  parseTenge,
  quantityMilli,
  type Result,
  type Tiyn,
} from "@/lib/kernel";
import type { PriceChange } from "./cart";

/** Nothing is taken off more than it costs, and no markup makes a price a thousand times itself. */
const PERCENT_MAX_BP = { discount: 10_000, markup: 100_000 } as const;

/** A percent as people write it, from hundredths of one: `1050` is «10,5». */
export const formatPercent = (percentBp: number): string => formatQuantity(quantityMilli(BigInt(percentBp) * 10n));

/** Reads what stands in the field of a discount; an empty field is none. */
export function readPriceChange(
  text: string,
  what: PriceChange["what"],
  as: "percent" | "sum",
): Result<PriceChange | null, { readonly code: string }> {
  const typed = text.replace(/\s/g, "");
  if (typed === "") return ok(null);
  if (as === "sum") {
    const sum = parseTenge(typed);
    if (!sum.ok) return sum;
    return sum.value === 0n ? ok(null) : ok({ what, of: { sumTiyn: sum.value } });
  }
  const percent = parseQuantity(typed);
  if (!percent.ok) return typed.replace(",", ".") === "0" ? ok(null) : err({ code: "percent_malformed" });
  if (percent.value % 10n !== 0n) return err({ code: "percent_malformed" });
  const percentBp = Number(percent.value / 10n);
  return percentBp > PERCENT_MAX_BP[what] ? err({ code: "percent_too_large" }) : ok({ what, of: { percentBp } });
}

/** What stands in the field for a change that is there already. */
export const writtenChange = (change: PriceChange | undefined, writtenSum: (sum: Tiyn) => string): string =>
  !change ? "" : "sumTiyn" in change.of ? writtenSum(change.of.sumTiyn) : formatPercent(change.of.percentBp);
