import { ONE_UNIT, parseQuantity, type QuantityMilli } from "@/lib/kernel";
import type { Good } from "./cart";

const SHOWN_MAX = 60;

/** What was typed into the search: «3*молоко» is three of what «молоко» finds. */
export function readSearch(text: string): { readonly quantity: QuantityMilli; readonly wanted: string } {
  const match = /^\s*([\d.,]+)\s*[*xх×]\s*(.*)$/i.exec(text);
  const quantity = match?.[1] ? parseQuantity(match[1]) : null;
  return quantity?.ok
    ? { quantity: quantity.value, wanted: (match?.[2] ?? "").trim() }
    : { quantity: ONE_UNIT, wanted: text.trim() };
}

/** The good with this very code. */
export const byBarcode = (goods: readonly Good[], code: string): Good | undefined =>
  code === "" ? undefined : goods.find((good) => good.barcode === code);

/** Goods in whose name every word occurs, or whose code begins so. */
export function findGoods(goods: readonly Good[], wanted: string): readonly Good[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return goods.slice(0, SHOWN_MAX);
  const found: Good[] = [];
  for (const good of goods) {
    const name = good.name.toLowerCase();
    if (words.every((word) => name.includes(word)) || good.barcode?.startsWith(wanted)) found.push(good);
    if (found.length === SHOWN_MAX) break;
  }
  return found;
}

/** A text that can only be a code. */
export const looksLikeCode = (text: string): boolean => /^\d{5,50}$/.test(text);
