import { fromWallClock, toWallClock } from "@/lib/kernel";

/** The wire carries the wall clock of the register without a zone. */
export type WireDateTime = {
  readonly date: { readonly year: number; readonly month: number; readonly day: number };
  readonly time: { readonly hour: number; readonly minute: number; readonly second?: number };
};

/** Writes a moment as the wall clock of Almaty, whole seconds. */
export function toWireDateTime(moment: Date): WireDateTime {
  const local = toWallClock(moment);
  return {
    date: { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() },
    time: { hour: local.getUTCHours(), minute: local.getUTCMinutes(), second: local.getUTCSeconds() },
  };
}

/** Reads a wall clock; null where no such moment exists. */
export function fromWireDateTime({ date, time }: WireDateTime): Date | null {
  const second = time.second ?? 0;
  const local = new Date(Date.UTC(date.year, date.month - 1, date.day, time.hour, time.minute, second));
  const same =
    date.year >= 1000 &&
    date.year <= 9999 &&
    local.getUTCFullYear() === date.year &&
    local.getUTCMonth() + 1 === date.month &&
    local.getUTCDate() === date.day &&
    local.getUTCHours() === time.hour &&
    local.getUTCMinutes() === time.minute &&
    local.getUTCSeconds() === second;
  return same ? fromWallClock(local) : null;
}
