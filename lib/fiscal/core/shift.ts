import { err, limits, ok, type Result } from "@/lib/kernel";
import type { ShiftError } from "./error";
import { openShiftOf, type RegisterState, type Shift } from "./register";

/** The first moment at which a shift is too long. */
export const shiftEndsAt = (shift: Pick<Shift, "openedAt">): Date =>
  new Date(shift.openedAt.getTime() + limits.shiftMs);

/** Shift limit: order No. 606, annex 1 p. 15 (fiscal/README "24 hours"). At the very 24th hour it is over. */
export const isTooLong = (shift: Pick<Shift, "openedAt">, now: Date): boolean => now >= shiftEndsAt(shift);

/** May receipts and cash moves be made. No open shift is fine: the first document opens one. */
export function canWork(state: RegisterState, now: Date): Result<true, ShiftError> {
  const shift = openShiftOf(state);
  return shift && isTooLong(shift, now) ? err({ code: "fiscal.shift_too_long", openedAt: shift.openedAt }) : ok(true);
}

/** May the shift be closed, or an X-report be taken: also when it is too long. */
export function canReport(state: RegisterState): Result<Shift, ShiftError> {
  const shift = openShiftOf(state);
  return shift ? ok(shift) : err({ code: "fiscal.shift_not_open" });
}

export function canOpen(state: RegisterState): Result<true, ShiftError> {
  return openShiftOf(state) ? err({ code: "fiscal.shift_already_open" }) : ok(true);
}

/** The shift that a document made now belongs to: the open one, or a new one that it opens. */
export const shiftFor = (state: RegisterState, at: Date, newShiftId: string): Shift =>
  openShiftOf(state) ?? {
    id: newShiftId,
    number: (state.shift?.number ?? 0) + 1,
    open: true,
    openedAt: at,
    documents: 0,
  };

/** 72 hours of autonomous work are counted from the oldest unsent document, so a flapping link does not restart them. */
export const autonomyEndsAt = (oldestUnsentAt: Date): Date => new Date(oldestUnsentAt.getTime() + limits.autonomousMs);

export const isAutonomyOver = (oldestUnsentAt: Date | null, now: Date): boolean =>
  oldestUnsentAt !== null && now >= autonomyEndsAt(oldestUnsentAt);
