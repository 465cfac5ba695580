import { type Tiyn, tiyn } from "@/lib/kernel";
import type { Json } from "./json";
import {
  cashSign,
  PAYMENT_TYPES,
  type PaymentType,
  PLACEMENT_DIRECTIONS,
  type PlacementDirection,
  perKey,
  RECEIPT_KINDS,
  type ReceiptKind,
  type VatKind,
} from "./kinds";

export type Tally = { readonly count: number; readonly sumTiyn: Tiyn };
export type PerReceiptKind<T> = Readonly<Record<ReceiptKind, T>>;

/** Receipts of one kind. `totalCount` is for the register's life, all else for the shift. */
export type ReceiptTally = Tally & {
  readonly totalCount: number;
  readonly offlineCount: number;
  readonly discountTiyn: Tiyn;
  readonly markupTiyn: Tiyn;
  readonly changeTiyn: Tiyn;
  readonly payments: Readonly<Record<PaymentType, Tally>>;
};

export type PlacementTally = Tally & { readonly totalCount: number; readonly offlineCount: number };
export type TaxTally = { readonly turnoverTiyn: Tiyn; readonly vatTiyn: Tiyn };

/**
 * The live counters of a register: a fold of its journal. Cash, life counts and non-resettable sums go on; everything else starts
 * anew with each shift.
 */
export type Counters = {
  readonly cashTiyn: Tiyn;
  readonly nonResettableTiyn: PerReceiptKind<Tiyn>;
  readonly startNonResettableTiyn: PerReceiptKind<Tiyn>;
  readonly receipts: PerReceiptKind<ReceiptTally>;
  readonly placements: Readonly<Record<PlacementDirection, PlacementTally>>;
  /** Goods before discounts: one count per line. */
  readonly goods: PerReceiptKind<Tally>;
  /** One count per discount, of a line or of the receipt. */
  readonly discounts: PerReceiptKind<Tally>;
  /** One count per markup, likewise. */
  readonly markups: PerReceiptKind<Tally>;
  /** Goods after discounts and markups. */
  readonly results: PerReceiptKind<Tally>;
  readonly sections: Readonly<Record<string, PerReceiptKind<Tally>>>;
  readonly taxes: Readonly<Partial<Record<VatKind, PerReceiptKind<TaxTally>>>>;
};

const ZERO = tiyn(0n);
const NO_TALLY: Tally = { count: 0, sumTiyn: ZERO };
export const noTallies = (): PerReceiptKind<Tally> => perKey(RECEIPT_KINDS, () => NO_TALLY);

const noReceipts = (totalCount: number): ReceiptTally => ({
  ...NO_TALLY,
  totalCount,
  offlineCount: 0,
  discountTiyn: ZERO,
  markupTiyn: ZERO,
  changeTiyn: ZERO,
  payments: perKey(PAYMENT_TYPES, () => NO_TALLY),
});

/** A register that never did anything. */
export const emptyCounters = (): Counters => ({
  cashTiyn: ZERO,
  nonResettableTiyn: perKey(RECEIPT_KINDS, () => ZERO),
  startNonResettableTiyn: perKey(RECEIPT_KINDS, () => ZERO),
  receipts: perKey(RECEIPT_KINDS, () => noReceipts(0)),
  placements: perKey(PLACEMENT_DIRECTIONS, () => ({ ...NO_TALLY, totalCount: 0, offlineCount: 0 })),
  goods: noTallies(),
  discounts: noTallies(),
  markups: noTallies(),
  results: noTallies(),
  sections: {},
  taxes: {},
});

const NO_TAXES: PerReceiptKind<TaxTally> = perKey(RECEIPT_KINDS, () => ({ turnoverTiyn: ZERO, vatTiyn: ZERO }));

/** A stored value, with zero wherever the whole one has a figure and it has none. */
function completed<T>(whole: T, stored: unknown): T {
  if (typeof whole !== "object" || whole === null) return (stored ?? whole) as T; // cast: was written from a T
  const fields = (stored ?? {}) as Record<string, unknown>; // cast: an object where the whole one has one
  const own = Object.entries(whole).map(([key, value]) => [key, completed(value, fields[key])]);
  return { ...fields, ...Object.fromEntries(own) } as T; // cast: every field of the whole one is there
}

const completedEach = <T>(whole: T, stored: Readonly<Record<string, unknown>> = {}): Record<string, T> =>
  Object.fromEntries(Object.entries(stored).map(([key, value]) => [key, completed(whole, value)]));

/** Counters as they were stored, with what was left out, or is counted only since a later release, at zero. */
export const completeCounters = (stored: Partial<Counters>): Counters => ({
  ...completed(emptyCounters(), stored),
  sections: completedEach(noTallies(), stored.sections),
  taxes: completedEach(NO_TAXES, stored.taxes),
});

/** The figures of a value that are not zero, as JSON; nothing where all are. */
function figures(value: unknown): Json | undefined {
  if (typeof value === "bigint") return value === 0n ? undefined : value.toString();
  if (typeof value === "number") return value === 0 ? undefined : value;
  const fields: [string, Json][] = [];
  // cast: counters hold figures and records of figures
  for (const [key, field] of Object.entries(value as object)) {
    const kept = figures(field);
    if (kept !== undefined) fields.push([key, kept]);
  }
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

const figuresOfEach = (values: Readonly<Record<string, unknown>>): Json =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, figures(value) ?? {}]));

/** Counters as they are stored: zeros are left out, most of a small shop's figures being one. `completeCounters` reads them. */
export function countersToJson({ sections, taxes, ...rest }: Counters): Json {
  // cast: the figures of a record are a record
  return { ...(figures(rest) as object | undefined), sections: figuresOfEach(sections), taxes: figuresOfEach(taxes) };
}

/** The counters with which the next shift begins. */
export const nextShiftCounters = (old: Counters): Counters => ({
  ...emptyCounters(),
  cashTiyn: old.cashTiyn,
  nonResettableTiyn: old.nonResettableTiyn,
  startNonResettableTiyn: old.nonResettableTiyn,
  receipts: perKey(RECEIPT_KINDS, (kind) => noReceipts(old.receipts[kind].totalCount)),
  placements: perKey(PLACEMENT_DIRECTIONS, (direction) => ({
    ...{ ...NO_TALLY, totalCount: old.placements[direction].totalCount, offlineCount: 0 },
  })),
});

/** What the shift brought: sales and purchase returns less sale returns and purchases. May be negative. */
export const revenueOf = (counters: Pick<Counters, "receipts">): Tiyn =>
  tiyn(RECEIPT_KINDS.reduce((sum, kind) => sum + cashSign(kind) * counters.receipts[kind].sumTiyn, 0n));
