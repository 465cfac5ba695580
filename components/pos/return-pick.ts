import type { LineView } from "@/lib/fiscal";
import { type LineLeft, netOfPart, type ReturnLine } from "@/lib/fiscal/core/returned";
import { formatQuantity, parseQuantity, type QuantityMilli, quantityMilli, sumTiyn, type Tiyn } from "@/lib/kernel";

/** A line that may still come back: how it was sold, and what of it is left. */
export type OpenLine = {
  readonly left: LineLeft;
  readonly sold: Pick<LineView, "name" | "unitCode" | "priceTiyn" | "quantityMilli" | "netTiyn" | "barcode">;
};

/** What the cashier has chosen, by the line's number: a quantity as typed, or the marks that came back. */
export type LinePick = { readonly quantity: string; readonly marks: readonly string[] };
export type Picks = Readonly<Record<number, LinePick>>;

/** A chosen line as it is, or why it cannot be. */
export type Picked =
  | { readonly ok: true; readonly wish: ReturnLine; readonly netTiyn: Tiyn }
  | { readonly ok: false; readonly code: string; readonly facts?: Readonly<Record<string, string>> };

/** All that is left of a line. */
export const wholeOf = ({ left }: OpenLine): LinePick => ({
  quantity: formatQuantity(left.quantityMilli).replace(/\u00a0/g, ""),
  marks: left.marks,
});

/** Marked units are counted by their marks alone. */
export const isMarked = ({ left }: OpenLine): boolean => left.marks.length > 0;

/** Reads what was chosen of a line; its sum is worked out with the code that the server trusts. */
export function readPick(line: OpenLine, pick: LinePick): Picked {
  const { left, sold } = line;
  const typed = isMarked(line)
    ? { ok: true as const, value: quantityMilli(BigInt(pick.marks.length) * 1000n) }
    : parseQuantity(pick.quantity);
  if (!typed.ok) return { ok: false, code: typed.error.code };
  const quantity: QuantityMilli = typed.value;
  if (quantity === 0n) return { ok: false, code: "fiscal.marks_count", facts: { line: String(left.line) } };
  if (quantity > left.quantityMilli) {
    const facts = { line: String(left.line), left: formatQuantity(left.quantityMilli) };
    return { ok: false, code: "fiscal.return_exceeds_line", facts };
  }
  const before = { quantity: sold.quantityMilli - left.quantityMilli, net: sold.netTiyn - left.netTiyn };
  const marks = isMarked(line) ? { marks: pick.marks } : {};
  return {
    ok: true,
    wish: { line: left.line, quantityMilli: quantity, ...marks },
    netTiyn: netOfPart(sold, before, quantity),
  };
}

/** Everything chosen of a receipt: its wishes and sum; null where a line is wrong. */
export function readPicks(
  lines: readonly OpenLine[],
  picks: Picks,
): { readonly wishes: readonly ReturnLine[]; readonly totalTiyn: Tiyn } | null {
  const read = lines.flatMap((line) => {
    const pick = picks[line.left.line];
    return pick ? [readPick(line, pick)] : [];
  });
  const good = read.filter((each) => each.ok);
  if (good.length < read.length) return null;
  return { wishes: good.map(({ wish }) => wish), totalTiyn: sumTiyn(good.map(({ netTiyn }) => netTiyn)) };
}

/** One whole unit more or less, within what is left; less than one unit stays. */
export function stepped(line: OpenLine, pick: LinePick, by: 1n | -1n): LinePick {
  const typed = parseQuantity(pick.quantity);
  const next = (typed.ok ? typed.value : 0n) + by * 1000n;
  if (next <= 0n) return pick;
  const most = line.left.quantityMilli;
  return { ...pick, quantity: formatQuantity(quantityMilli(next > most ? most : next)).replace(/\u00a0/g, "") };
}

/** A scanned code: a mark comes back or stays, a barcode is one unit more. Null where the receipt has neither. */
export function scanned(lines: readonly OpenLine[], picks: Picks, code: string): Picks | null {
  const marked = lines.find(({ left }) => left.marks.includes(code));
  if (marked) {
    const { line } = marked.left;
    const had = picks[line]?.marks ?? [];
    if (had.includes(code)) return picks;
    return { ...picks, [line]: { quantity: "", marks: [...had, code] } };
  }
  const one = lines.find((line) => line.sold.barcode === code && !isMarked(line));
  if (!one) return null;
  const { line, quantityMilli: most } = one.left;
  const had = picks[line];
  const first = { quantity: formatQuantity(most < 1000n ? most : quantityMilli(1000n)), marks: [] };
  return { ...picks, [line]: had ? stepped(one, had, 1n) : first };
}
