import { gtinKey, readMark } from "@/lib/catalog/core/mark";
import { readWeightBarcode } from "@/lib/catalog/core/weight-barcode";
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

/** The good with this very code; leading zeros of a longer form of it do not count. */
export const byBarcode = (goods: readonly Good[], code: string): Good | undefined =>
  code === "" ? undefined : goods.find(({ barcode }) => barcode !== null && gtinKey(barcode) === gtinKey(code));

/** What a scanned code means: a good, how much of it, and which very unit; or no good of ours. */
export type Scanned =
  | { readonly good: Good; readonly quantity: QuantityMilli; readonly mark?: string }
  | { readonly good: null; readonly code: string; readonly mark?: string };

/** Reads a scanned code: a marked unit, a good's own barcode, what scales printed; the shop's own code wins over the scales'. */
export function readScan(goods: readonly Good[], code: string): Scanned {
  const unit = readMark(code);
  if (unit) {
    const good = byBarcode(goods, unit.gtin);
    return good ? { good, quantity: ONE_UNIT, mark: unit.mark } : { good: null, code: unit.gtin, mark: unit.mark };
  }
  const good = byBarcode(goods, code);
  if (good) return { good, quantity: ONE_UNIT };
  const weighed = readWeightBarcode(code);
  const onScales = weighed && goods.find(({ plu }) => plu === weighed.plu);
  return weighed && onScales ? { good: onScales, quantity: weighed.quantityMilli } : { good: null, code };
}

/** The shelves of the goods, in the order of names. */
export const groupsOf = (goods: readonly Good[]): readonly string[] =>
  [...new Set(goods.flatMap(({ groupName }) => (groupName ? [groupName] : [])))].sort((a, b) => a.localeCompare(b));

/** Goods in whose name every word occurs, or whose code begins so. */
export function findGoods(goods: readonly Good[], wanted: string): readonly Good[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return goods.slice(0, SHOWN_MAX);
  const found: Good[] = [];
  for (const good of goods) {
    const name = good.name.toLowerCase();
    const code = good.barcode?.startsWith(wanted) || good.article?.toLowerCase() === wanted.toLowerCase();
    if (code || words.every((word) => name.includes(word))) found.push(good);
    if (found.length === SHOWN_MAX) break;
  }
  return found;
}

/** A text that can only be a code. */
export const looksLikeCode = (text: string): boolean => /^\d{5,50}$/.test(text);
