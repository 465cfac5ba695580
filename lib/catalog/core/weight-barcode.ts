import { type QuantityMilli, quantityMilli, readBarcode } from "@/lib/kernel";

/** What scales printed: which good, and how many grams of it. */
export type Weighed = { readonly plu: string; readonly quantityMilli: QuantityMilli };

/**
 * Reads a barcode of scales: EAN-13 of the range that is left to shops (20 to 29), then five digits of the good, five of grams, the
 * check digit. Grams are thousandths of a kilogram. Null for any other code.
 */
export function readWeightBarcode(text: string): Weighed | null {
  const parts = /^2\d(\d{5})(\d{5})\d$/.exec(text.trim());
  const [, plu = "", grams = ""] = parts ?? [];
  if (!parts || !readBarcode(parts[0]).ok || Number(grams) === 0) return null;
  return { plu, quantityMilli: quantityMilli(BigInt(grams)) };
}
