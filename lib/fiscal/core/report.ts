import type { Tiyn } from "@/lib/kernel";
import { type Counters, revenueOf } from "./tallies";

/** An X- or Z-report: the counters of a shift at a moment. All its blocks are sums of stored documents. */
export type Report = {
  readonly type: "x" | "z";
  readonly at: Date;
  readonly shiftNumber: number;
  readonly openedAt: Date;
  /** Set in a Z-report alone. */
  readonly closedAt: Date | null;
  readonly revenueTiyn: Tiyn;
  readonly counters: Counters;
};

/** Makes a report of a running shift. */
export const makeReport = (
  type: Report["type"],
  shift: { readonly number: number; readonly openedAt: Date },
  counters: Counters,
  at: Date,
): Report => ({
  type,
  at,
  shiftNumber: shift.number,
  openedAt: shift.openedAt,
  closedAt: type === "z" ? at : null,
  revenueTiyn: revenueOf(counters),
  counters,
});
