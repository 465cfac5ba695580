import { invariant, type Tiyn, tiyn } from "@/lib/kernel";
import { type DocumentBody, isReceiptBody, type PlacementBody, type ReceiptBody } from "./document";
import { cashSign, PLACEMENT_DIRECTIONS, perKey, RECEIPT_KINDS, type ReceiptKind } from "./kinds";
import { cashOf } from "./payments";
import {
  type Counters,
  nextShiftCounters,
  noTallies,
  type PerReceiptKind,
  type ReceiptTally,
  type Tally,
  type TaxTally,
} from "./tallies";

const ZERO = tiyn(0n);

/** Whether a document is being counted in or taken out again. */
type Sign = 1 | -1;

const plus = (tally: Tally, sign: Sign, count: number, sumTiyn: Tiyn): Tally => ({
  count: tally.count + sign * count,
  sumTiyn: shift(tally.sumTiyn, sign, sumTiyn),
});
const shift = (sum: Tiyn, sign: Sign, change: bigint): Tiyn => tiyn(sum + BigInt(sign) * change);

const withKind = <T>(record: PerReceiptKind<T>, kind: ReceiptKind, change: (old: T) => T): PerReceiptKind<T> => ({
  ...record,
  [kind]: change(record[kind]),
});

function countSections(old: Counters["sections"], body: ReceiptBody, sign: Sign): Counters["sections"] {
  const sections = { ...old };
  for (const line of body.lines) {
    const before = sections[line.sectionCode] ?? noTallies();
    // A line taken off before payment counts as a position and adds nothing.
    const sum = line.storno ? ZERO : line.grossTiyn;
    sections[line.sectionCode] = withKind(before, body.kind, (tally) => plus(tally, sign, 1, sum));
  }
  return sections;
}

function countTaxes(old: Counters["taxes"], body: ReceiptBody, sign: Sign): Counters["taxes"] {
  const taxes = { ...old };
  for (const tax of body.taxes) {
    const before = taxes[tax.vatKind] ?? perKey(RECEIPT_KINDS, (): TaxTally => ({ turnoverTiyn: ZERO, vatTiyn: ZERO }));
    taxes[tax.vatKind] = withKind(before, body.kind, (tally) => ({
      turnoverTiyn: shift(tally.turnoverTiyn, sign, tax.turnoverTiyn),
      vatTiyn: shift(tally.vatTiyn, sign, tax.vatTiyn),
    }));
  }
  return taxes;
}

const discountCount = (body: ReceiptBody): number =>
  body.lines.filter((line) => line.discountTiyn > 0n).length + (body.receiptDiscountTiyn > 0n ? 1 : 0);
const markupCount = (body: ReceiptBody): number =>
  body.lines.filter((line) => (line.markupTiyn ?? 0n) > 0n).length + ((body.receiptMarkupTiyn ?? 0n) > 0n ? 1 : 0);

function countReceiptTally(old: ReceiptTally, body: ReceiptBody, offline: boolean, sign: Sign): ReceiptTally {
  const payments = { ...old.payments };
  for (const { type, sumTiyn } of body.payments) payments[type] = plus(payments[type], sign, 1, sumTiyn);
  return {
    ...plus(old, sign, 1, body.totalTiyn),
    totalCount: old.totalCount + sign,
    offlineCount: old.offlineCount + (offline ? sign : 0),
    discountTiyn: shift(old.discountTiyn, sign, body.discountTiyn),
    markupTiyn: shift(old.markupTiyn, sign, body.markupTiyn ?? 0n),
    changeTiyn: shift(old.changeTiyn, sign, body.changeTiyn ?? 0n),
    payments,
  };
}

function countReceipt(old: Counters, body: ReceiptBody, offline: boolean, sign: Sign): Counters {
  const { kind, lines, goodsTiyn, totalTiyn, discountTiyn, markupTiyn = ZERO } = body;
  return {
    ...old,
    cashTiyn: shift(old.cashTiyn, sign, cashSign(kind) * cashOf(body.payments)),
    nonResettableTiyn: withKind(old.nonResettableTiyn, kind, (sum) => shift(sum, sign, totalTiyn)),
    receipts: withKind(old.receipts, kind, (tally) => countReceiptTally(tally, body, offline, sign)),
    goods: withKind(old.goods, kind, (tally) => plus(tally, sign, lines.length, goodsTiyn)),
    discounts: withKind(old.discounts, kind, (tally) => plus(tally, sign, discountCount(body), discountTiyn)),
    markups: withKind(old.markups, kind, (tally) => plus(tally, sign, markupCount(body), markupTiyn)),
    results: withKind(old.results, kind, (tally) => plus(tally, sign, lines.length, totalTiyn)),
    sections: countSections(old.sections, body, sign),
    taxes: countTaxes(old.taxes, body, sign),
  };
}

function countPlacement(old: Counters, body: PlacementBody, offline: boolean, sign: Sign): Counters {
  const tally = old.placements[body.kind];
  return {
    ...old,
    cashTiyn: shift(old.cashTiyn, sign, cashSign(body.kind) * body.sumTiyn),
    placements: {
      ...old.placements,
      [body.kind]: {
        ...plus(tally, sign, 1, body.sumTiyn),
        totalCount: tally.totalCount + sign,
        offlineCount: tally.offlineCount + (offline ? sign : 0),
      },
    },
  };
}

/** Counts a document in. A Z-report ends the shift: what follows counts from zero. */
export function countIn(old: Counters, body: DocumentBody, offline: boolean): Counters {
  if (body.kind === "z_report") return nextShiftCounters(old);
  return isReceiptBody(body) ? countReceipt(old, body, offline, 1) : countPlacement(old, body, offline, 1);
}

/** Takes a refused document of the running shift out again, leaving no trace in any sum. */
export function takeOut(old: Counters, body: DocumentBody, offline: boolean): Counters {
  invariant(body.kind !== "z_report", "a Z-report is never taken out");
  return isReceiptBody(body) ? countReceipt(old, body, offline, -1) : countPlacement(old, body, offline, -1);
}

/** Takes a document of an earlier, closed shift out of what lives on: cash, life counts, non-resettable sums. */
export function takeOutOfLife(old: Counters, body: DocumentBody): Counters {
  const without = takeOut(old, body, false);
  const life = nextShiftCounters(without);
  return {
    ...old,
    cashTiyn: without.cashTiyn,
    nonResettableTiyn: without.nonResettableTiyn,
    startNonResettableTiyn: perKey(RECEIPT_KINDS, (kind) =>
      tiyn(old.startNonResettableTiyn[kind] - old.nonResettableTiyn[kind] + without.nonResettableTiyn[kind]),
    ),
    receipts: perKey(RECEIPT_KINDS, (kind) => ({
      ...old.receipts[kind],
      totalCount: life.receipts[kind].totalCount,
    })),
    placements: perKey(PLACEMENT_DIRECTIONS, (direction) => ({
      ...old.placements[direction],
      totalCount: life.placements[direction].totalCount,
    })),
  };
}

/** A document of the running shift was begun online and the buyer got an autonomous paper after all. */
export function countOffline(old: Counters, body: DocumentBody): Counters {
  if (body.kind === "z_report") return old;
  if (!isReceiptBody(body)) {
    const tally = old.placements[body.kind];
    return {
      ...old,
      placements: { ...old.placements, [body.kind]: { ...tally, offlineCount: tally.offlineCount + 1 } },
    };
  }
  return {
    ...old,
    receipts: withKind(old.receipts, body.kind, (tally) => ({ ...tally, offlineCount: tally.offlineCount + 1 })),
  };
}
