import { invariant } from "./invariant";

declare const dayBrand: unique symbol;
/** A calendar day of Kazakhstan, `2026-11-24`. Days compare as texts. */
export type Day = string & { readonly [dayBrand]: true };

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 24 * 60 * 60 * 1000;
/** One clock for the whole country: UTC+5 since 1 March 2024. */
const OFFSET_MS = 5 * 60 * 60 * 1000;

const named = (date: Date): Day => date.toISOString().slice(0, 10) as Day; // cast: that is the shape

/** A moment as clocks on the wall show it: read its UTC fields. */
export const toWallClock = (moment: Date): Date => new Date(moment.getTime() + OFFSET_MS);

/** The moment at which clocks on the wall show what the UTC fields say. */
export const fromWallClock = (wall: Date): Date => new Date(wall.getTime() - OFFSET_MS);

/** The calendar day that a moment belongs to. */
export const dayOf = (moment: Date): Day => named(toWallClock(moment));

/** The first moment of a day. */
export const startOfDay = (day: Day): Date => fromWallClock(new Date(`${day}T00:00:00Z`));

/** Reads `2026-11-24` or `24.11.2026`; null where no such day exists. */
export function parseDay(text: string): Day | null {
  const local = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text.trim());
  const iso = local ? `${local[3]}-${local[2]}-${local[1]}` : text.trim();
  if (!SHAPE.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || named(new Date(time)) !== iso ? null : (iso as Day); // cast: just checked
}

/** Writes `24.11.2026`, as papers here do. */
export const formatDay = (day: Day): string => day.split("-").reverse().join(".");

/** The day so many days later, or earlier. */
export const addDays = (day: Day, count: number): Day =>
  named(new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS));

/** How many days lie from one day to a later one; negative when it is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** The same day so many months later; where that month is shorter, its last day. */
export function addMonths(day: Day, count: number): Day {
  const match = SHAPE.exec(day);
  invariant(match !== null, "a day has its shape");
  const months = Number(match[1]) * 12 + Number(match[2]) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return named(new Date(Date.UTC(year, month, Math.min(Number(match[3]), lastDay))));
}
