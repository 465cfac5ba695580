import { addMonths, dayOf, startOfDay } from "@/lib/kernel";
import { paymentLapsed } from "./guards";

/** The same moment so many calendar months later, by the calendar of Kazakhstan; a shorter month gives its last day. */
export function monthsAfter(moment: Date, count: number): Date {
  const day = dayOf(moment);
  const intoDay = moment.getTime() - startOfDay(day).getTime();
  return new Date(startOfDay(addMonths(day, count)).getTime() + intoDay);
}

/** A paid stretch of time: the first moment of the unbroken run that it belongs to, and its end. */
export type PaidPeriod = { readonly since: Date; readonly until: Date };

/**
 * The period that one more paid month makes. While the register works, days of grace included, months follow each other
 * without a gap, counted from the first moment of the run, so that the 31st does not turn into the 28th for ever. After the
 * register stood still a new run begins now: nobody pays for months in which it could not sell.
 */
export function nextPeriod(paid: PaidPeriod, now: Date): PaidPeriod {
  if (paymentLapsed({ paidUntil: paid.until }, now)) return { since: now, until: monthsAfter(now, 1) };
  let count = 1;
  while (monthsAfter(paid.since, count) <= paid.until) count++;
  return { since: paid.since, until: monthsAfter(paid.since, count) };
}

/** Until when a register would be paid if its owner prolonged it now; null where it was never paid. */
export const paidUntilNext = (
  paid: { readonly paidSince: Date | null; readonly paidUntil: Date | null },
  now: Date,
): Date | null =>
  paid.paidUntil && nextPeriod({ since: paid.paidSince ?? paid.paidUntil, until: paid.paidUntil }, now).until;
