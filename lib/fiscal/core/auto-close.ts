import { dayOf, startOfDay } from "@/lib/kernel";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The last moment at or before `now` when the clock of Almaty showed this time, `23:30`. */
export function lastMomentOf(time: string, now: Date): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const today = startOfDay(dayOf(now)).getTime() + (hours * 60 + minutes) * 60_000;
  return new Date(today <= now.getTime() ? today : today - DAY_MS);
}

/** Whether a shift that was opened then is to be closed by the clock now: once for each passing of the time, also a late one. */
export const isDueToClose = (openedAt: Date, time: string, now: Date): boolean => openedAt < lastMomentOf(time, now);
