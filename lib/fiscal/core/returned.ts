import {
  err,
  formatQuantity,
  invariant,
  lineSum,
  mulDiv,
  ok,
  type QuantityMilli,
  quantityMilli,
  type Result,
  sumTiyn,
  type Tiyn,
  tiyn,
  ZERO_TIYN,
} from "@/lib/kernel";
import type { ReceiptBody } from "./document";
import type { BasisError, LineError } from "./error";
import type { PaymentType } from "./kinds";
import type { PaymentDraft } from "./payments";
import { type ReceiptLine, unlessZero, vatInside } from "./receipt";

/** Which line of the basis comes back (from 1), and how much of it. Marked goods are named by their codes. */
export type ReturnLine = {
  readonly line: number;
  readonly quantityMilli: QuantityMilli;
  readonly marks?: readonly string[];
};

/** What a basis is called, and the how-manyth return of it a return is: no two returns of one basis take the same turn. */
export type BasisTurn = { readonly key: string; readonly turn: number };

/** How a receipt is known from its paper. */
export type PaperName = { readonly registrationNumber: string; readonly sign: string; readonly isOffline: boolean };

/** What a basis is called that no register of ours made. How its sign was taken for, fiscal or autonomous, is nothing to go by. */
export const paperKey = (paper: Pick<PaperName, "registrationNumber" | "sign">): string =>
  `${paper.registrationNumber}/${paper.sign}`;

/** What of one line of a receipt did not come back yet. */
export type LineLeft = {
  readonly line: number;
  readonly quantityMilli: QuantityMilli;
  readonly netTiyn: Tiyn;
  readonly marks: readonly string[];
};

type Before = { quantity: bigint; gross: bigint; net: bigint; vat: bigint; marks: Set<string> };

function beforeOf(returns: readonly ReceiptBody[], line: number): Before {
  const before: Before = { quantity: 0n, gross: 0n, net: 0n, vat: 0n, marks: new Set() };
  for (const part of returns.flatMap(({ lines }) => lines).filter(({ basisLine }) => basisLine === line)) {
    before.quantity += part.quantityMilli;
    before.gross += part.grossTiyn;
    before.net += part.netTiyn;
    before.vat += part.vatTiyn;
    for (const mark of part.marks ?? []) before.marks.add(mark);
  }
  return before;
}

/** What of a receipt's total may still come back; `returns` are those that were not refused. */
export const totalLeft = (totalTiyn: Tiyn, returns: readonly { readonly totalTiyn: Tiyn }[]): Tiyn =>
  tiyn(totalTiyn - sumTiyn(returns.map((part) => part.totalTiyn)));

/** What may still come back, line by line. Lines taken off before payment never do. */
export function linesLeft(basis: ReceiptBody, returns: readonly ReceiptBody[]): readonly LineLeft[] {
  if (totalLeft(basis.totalTiyn, returns) <= 0n) return [];
  return basis.lines.flatMap((line, index): LineLeft[] => {
    const before = beforeOf(returns, index + 1);
    const left = line.quantityMilli - before.quantity;
    if (line.storno || left <= 0n) return [];
    return [
      {
        line: index + 1,
        quantityMilli: quantityMilli(left),
        netTiyn: tiyn(line.netTiyn - before.net),
        marks: (line.marks ?? []).filter((mark) => !before.marks.has(mark)),
      },
    ];
  });
}

const within = (value: bigint, most: bigint): bigint => (value < 0n ? 0n : value > most ? most : value);

/** What so much of a line comes to, after what came back of it before: the share of all that came back, less what came before. */
export function netOfPart(
  line: Pick<ReceiptLine, "quantityMilli" | "netTiyn">,
  before: { readonly quantity: bigint; readonly net: bigint },
  wished: QuantityMilli,
): Tiyn {
  const after = before.quantity + wished;
  const upTo = after === line.quantityMilli ? line.netTiyn : mulDiv(line.netTiyn, after, line.quantityMilli, "half_up");
  return tiyn(within(upTo - before.net, line.netTiyn - before.net));
}

/**
 * One returned line. Each sum is the share of all that came back so far, less what came back before, so that the parts never
 * drift, and the last part takes exactly what is left. VAT is that of the basis, also when the rate has changed since. Whatever was
 * taken off or put on, of the line or of the receipt, stands on the returned line as its own discount or markup.
 */
function partOf(line: ReceiptLine, number: number, before: Before, wish: ReturnLine): ReceiptLine {
  const after = before.quantity + wish.quantityMilli;
  const last = after === line.quantityMilli;
  const gross = last ? line.grossTiyn : lineSum(line.priceTiyn, quantityMilli(after));
  const grossTiyn = tiyn(within(gross - before.gross, line.grossTiyn - before.gross));
  const netTiyn = netOfPart(line, before, wish.quantityMilli);
  const vat = last ? line.vatTiyn : vatInside(tiyn(before.net + netTiyn), line.vatKind);
  const off = grossTiyn - netTiyn;
  const { article, ntin, goodId, name, barcode, unitCode, sectionCode, vatKind, priceTiyn } = line;
  return {
    ...{ goodId, name, barcode, unitCode, sectionCode, vatKind, priceTiyn },
    ...(article ? { article } : {}),
    ...(ntin ? { ntin } : {}),
    ...(wish.marks && wish.marks.length > 0 ? { marks: wish.marks } : {}),
    quantityMilli: wish.quantityMilli,
    discountTiyn: tiyn(off > 0n ? off : 0n),
    ...unlessZero("markupTiyn", off < 0n ? -off : 0n),
    ...{ grossTiyn, receiptDiscountTiyn: ZERO_TIYN, netTiyn },
    vatTiyn: tiyn(within(vat - before.vat, line.vatTiyn - before.vat)),
    basisLine: number,
  };
}

/** The codes that come back with so many units: those named, or all that are left when everything comes back. */
function marksOf(left: LineLeft, wish: ReturnLine): readonly string[] | null {
  const { marks: named } = wish;
  if (left.marks.length === 0) return named && named.length > 0 ? null : [];
  if (!named || named.length === 0) return wish.quantityMilli === left.quantityMilli ? left.marks : null;
  const known = new Set(named).size === named.length && named.every((mark) => left.marks.includes(mark));
  return known && BigInt(named.length) * 1000n === wish.quantityMilli ? named : null;
}

/** Takes parts of a receipt back: the wished lines, or everything that is left. Never more than that. */
export function takeBack(
  basis: ReceiptBody,
  returns: readonly ReceiptBody[],
  wishes: readonly ReturnLine[] | undefined,
): Result<readonly ReceiptLine[], BasisError | LineError> {
  const left = linesLeft(basis, returns);
  if (left.length === 0) return err({ code: "fiscal.already_returned" });
  const asked = wishes ?? left;
  if (asked.length === 0) return err({ code: "fiscal.return_line_unknown", line: 0 });
  const parts: ReceiptLine[] = [];
  for (const [index, wish] of asked.entries()) {
    const mine = left.find(({ line }) => line === wish.line);
    const line = basis.lines[wish.line - 1];
    const repeated = asked.findIndex((other) => other.line === wish.line) !== index;
    if (!line || line.storno || repeated) return err({ code: "fiscal.return_line_unknown", line: wish.line });
    if (wish.quantityMilli <= 0n) return err({ code: "fiscal.quantity_out_of_range", line: wish.line });
    if (!mine || wish.quantityMilli > mine.quantityMilli)
      return err({
        ...{ code: "fiscal.return_exceeds_line", line: wish.line },
        left: formatQuantity(mine?.quantityMilli ?? quantityMilli(0n)),
      });
    const marks = marksOf(mine, wish);
    if (marks === null) return err({ code: "fiscal.marks_count", line: wish.line });
    parts.push(partOf(line, wish.line, beforeOf(returns, wish.line), { ...wish, marks }));
  }
  invariant(
    parts.every(({ netTiyn, vatTiyn }) => netTiyn >= 0n && vatTiyn >= 0n),
    "what comes back is not negative",
  );
  return ok(parts);
}

/** What each way of paying has not given back yet, in the order in which it was paid. */
export const unpaidBack = (
  paid: readonly PaymentDraft[],
  returns: readonly Pick<ReceiptBody, "payments">[],
): readonly PaymentDraft[] => {
  const backOf = (type: PaymentType): bigint =>
    returns
      .flatMap(({ payments }) => payments)
      .filter((payment) => payment.type === type)
      .reduce((sum, payment) => sum + payment.sumTiyn, 0n);
  return paid.map(({ type, sumTiyn: sum }) => ({ type, sumTiyn: tiyn(within(sum - backOf(type), sum)) }));
};

/**
 * How a return is paid unless the cashier says otherwise: each way of paying gets back what it paid, the drawer last, so that as
 * little cash leaves it as possible.
 */
export function paybackOf(
  totalTiyn: Tiyn,
  paid: readonly PaymentDraft[],
  returns: readonly Pick<ReceiptBody, "payments">[],
): readonly PaymentDraft[] {
  const order = unpaidBack(paid, returns).filter(({ type }) => type !== "cash");
  let owed: bigint = totalTiyn;
  const payback = order.flatMap(({ type, sumTiyn: sum }): PaymentDraft[] => {
    const part = within(sum, owed);
    owed -= part;
    return part > 0n ? [{ type, sumTiyn: tiyn(part) }] : [];
  });
  return owed > 0n ? [{ type: "cash", sumTiyn: tiyn(owed) }, ...payback] : payback;
}
