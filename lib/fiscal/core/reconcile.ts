import type { Tiyn } from "@/lib/kernel";
import { RECEIPT_KINDS, type ReceiptKind } from "./kinds";
import { openShiftOf, type RegisterState, unsentCount } from "./register";

/** What the operator told of a register in INFO. What it left out is null. */
export type OperatorView = {
  readonly lastNumber: number | null;
  readonly shift: { readonly number: number; readonly open: boolean } | null;
  readonly cashTiyn: Tiyn | null;
  readonly lifeTotals: Readonly<Partial<Record<ReceiptKind, Tiyn>>> | null;
  /** The latest moment of ours that it knows: the opening or the closing of its shift. */
  readonly latestAt: Date | null;
};

/** The blocks of a report, each compared as a whole. */
export const REPORT_BLOCKS = [
  "sections",
  "operations",
  "discounts",
  "markups",
  "total_result",
  "taxes",
  "tickets",
  "placements",
  "revenue",
] as const;
export type ReportBlock = (typeof REPORT_BLOCKS)[number];

/** One thing in which the two books differ; values as they are shown. */
export type Difference = {
  readonly what:
    | ReportBlock
    | "last_document"
    | "shift_number"
    | "shift_open"
    | "cash"
    | "clock"
    | `${"total" | "count" | "sum"}_${ReceiptKind}`;
  readonly ours: string;
  readonly theirs: string;
};

/** The difference in one thing, where there is one. */
export const differenceIn = (what: Difference["what"], ours: unknown, theirs: unknown): readonly Difference[] =>
  String(ours) === String(theirs) ? [] : [{ what, ours: String(ours), theirs: String(theirs) }];

/** A clock that differs by more is an alarm (reliability F12). */
export const CLOCK_TOLERANCE_MS = 2 * 60 * 1000;

/** The shift as the operator must know it: one that was only opened by hand has told it nothing yet. */
function toldShift(state: RegisterState): { number: number; open: boolean } {
  const open = openShiftOf(state);
  if (open && open.documents === 0) return { number: open.number - 1, open: false };
  return { number: state.shift?.number ?? 0, open: open !== null };
}

/**
 * Compares our book with what the operator told. Sums and the shift are compared only while nothing waits and the last document is
 * booked, because before that they differ rightly. Nothing of ours is ever overwritten with what is found.
 */
export function differencesFrom(state: RegisterState, theirs: OperatorView, now: Date): readonly Difference[] {
  const differences: Difference[] = [];
  const compare = (what: Difference["what"], ours: unknown, told: unknown) =>
    differences.push(...differenceIn(what, ours, told));
  compare("last_document", state.bookedNumber, theirs.lastNumber ?? 0);
  const { latestAt } = theirs;
  if (latestAt && latestAt.getTime() - now.getTime() > CLOCK_TOLERANCE_MS)
    compare("clock", now.toISOString(), latestAt.toISOString());
  if (unsentCount(state) > 0) return differences;
  const { counters } = state;
  if (theirs.shift && state.bookedNumber === state.lastNumber) {
    const ours = toldShift(state);
    compare("shift_number", ours.number, theirs.shift.number);
    compare("shift_open", ours.open, theirs.shift.open);
  }
  if (theirs.cashTiyn !== null) compare("cash", counters.cashTiyn, theirs.cashTiyn);
  const { lifeTotals } = theirs;
  if (lifeTotals)
    for (const kind of RECEIPT_KINDS)
      compare(`total_${kind}`, counters.nonResettableTiyn[kind], lifeTotals[kind] ?? 0n);
  return differences;
}

/**
 * Whether the operator's last document is one that we hold: the last one it booked to our knowledge, or the one whose frame is out
 * and whose answer we do not know (ofd-protocol §10 row 15).
 */
export function isLastDocumentOurs(state: RegisterState, lastNumber: number | null): boolean {
  const last = lastNumber ?? 0;
  return last === state.bookedNumber || (state.wire.pending !== null && last === state.sentNumber + 1);
}
