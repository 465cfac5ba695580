import type { Takings } from "@/lib/fiscal";
import { addDays, type Day, dayOf, daysBetween, groupDigits, mulDiv, type Tiyn, tiyn, toWallClock } from "@/lib/kernel";

type Days = { readonly from: Day; readonly to: Day };
type Earlier = Days & {
  /** Of the last day only the hours up to this one count: today has seen no more yet. */
  readonly hourMax: number;
};

const WEEK = 7;
const LAST_HOUR = 23;

/** What a span is compared with: the days before it; a single day with the same day of the week before. */
export function earlierOf({ from, to }: Days, now: Date): Earlier {
  const length = daysBetween(from, to) + 1;
  const shift = length === 1 ? WEEK : length;
  return {
    ...{ from: addDays(from, -shift), to: addDays(to, -shift) },
    hourMax: to === dayOf(now) ? toWallClock(now).getUTCHours() : LAST_HOUR,
  };
}

/** Sales less returns. */
export const lessReturns = (rows: readonly { readonly kind: string; readonly sumTiyn: Tiyn }[]): Tiyn =>
  tiyn(
    rows.reduce(
      (sum, { kind, sumTiyn }) => sum + (kind === "sale" ? sumTiyn : kind === "sale_return" ? -sumTiyn : 0n),
      0n,
    ),
  );

/** Sales less returns of a span. */
export const takenIn = (hours: Takings["hours"], { from, to, hourMax }: Days & { readonly hourMax?: number }): Tiyn =>
  lessReturns(
    hours.filter(({ day, hour }) => day >= from && day <= to && (day < to || hour <= (hourMax ?? LAST_HOUR))),
  );

/** A sum as a chart's scale writes it: whole tenge, no sign. */
export const wholeTenge = (sum: bigint): string => groupDigits((sum / 100n).toString());

/** `+8,3 %`, and which way it went; null where there was nothing before. */
export function changeOf(taken: Tiyn, before: Tiyn): { readonly text: string; readonly isUp: boolean } | null {
  if (before <= 0n) return null;
  const tenths = mulDiv(taken - before, 1000n, before, "half_up");
  const [sign, size] = tenths < 0n ? ["\u2212", -tenths] : ["+", tenths];
  return { text: `${sign}${size / 10n},${size % 10n}\u00a0%`, isUp: tenths >= 0n };
}
