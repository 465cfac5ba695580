import { type Day, parseDay, present } from "@/lib/kernel";

/** A day as a column of type date takes it. */
export const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** The day that a column of type date holds. */
export const dayOfDate = (date: Date): Day => present(parseDay(date.toISOString().slice(0, 10)), "a date is a day");
