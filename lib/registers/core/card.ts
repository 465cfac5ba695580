import { dayOf, err, ok, type Result } from "@/lib/kernel";

/** Reads the date of a card, `26.11.2018`. A day that the calendar lacks is no date. */
export function parseCardDate(text: string): Result<string, { code: "field.date" }> {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.((?:19|20)\d{2})$/.exec(text.trim()) ?? [];
  if (!day || !month || !year) return err({ code: "field.date" });
  const iso = `${year}-${month}-${day}`;
  const real = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(iso) ? ok(iso) : err({ code: "field.date" });
}

/** Refuses a day that has not come yet in Kazakhstan; today is allowed. */
export const dayNotAhead = (day: string, now: Date): Result<string, { code: "field.date_future" }> =>
  day <= dayOf(now) ? ok(day) : err({ code: "field.date_future" });

/** Reads a РНМ: 12 digits. Its first four look like an office code, which is a hint and never a check. */
export function parseRegistrationNumber(text: string): Result<string, { code: "registers.number_malformed" }> {
  const digits = text.replace(/\s/g, "");
  return /^\d{12}$/.test(digits) ? ok(digits) : err({ code: "registers.number_malformed" });
}

/** What a moderator compares with the scan, in the order of the screen. */
export const CARD_FIELDS = [
  "registrationNumber",
  "factoryNumber",
  "registeredOn",
  "taxOffice",
  "xin",
  "address",
  "ofdRegisterId",
  "ofdToken",
  "ofdCashierId",
] as const;
export type CardField = (typeof CARD_FIELDS)[number];

/** What the moderator said about each field so far. */
export type Marks = Partial<Record<CardField, "matches" | "differs">>;

export type ApproveError =
  | { readonly code: "registers.fields_differ"; readonly fields: readonly CardField[] }
  | { readonly code: "registers.fields_unchecked"; readonly fields: readonly CardField[] };

/** Allows approval only when every field was compared and matches; otherwise names those that stand in the way. */
export function canApprove(marks: Marks): Result<true, ApproveError> {
  const differing = CARD_FIELDS.filter((field) => marks[field] === "differs");
  if (differing.length > 0) return err({ code: "registers.fields_differ", fields: differing });
  const unchecked = CARD_FIELDS.filter((field) => marks[field] === undefined);
  return unchecked.length > 0 ? err({ code: "registers.fields_unchecked", fields: unchecked }) : ok(true);
}
