import { type Day, err, ok, parseDay, type Result } from "@/lib/kernel";

/** A VAT certificate: its series and number keep their leading zeros. */
export type Vat = { readonly series: string; readonly number: string; readonly issuedOn: Day };

/** What the second step of the wizard has given, checked. */
export type Details = {
  readonly name: string;
  /** Of an entrepreneur, who types it; a legal entity's name comes from its key. */
  readonly tradeName: string | null;
  readonly headName: string;
  readonly legalAddress: string;
  readonly email: string;
  readonly vat: Vat | null;
};

/** What was typed so far, as it was typed. Never a password. */
export const DRAFT_FIELDS = [
  "name",
  "headName",
  "legalAddress",
  "email",
  "vatPayer",
  "vatSeries",
  "vatNumber",
  "vatIssuedOn",
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];
export type Typed = Partial<Record<DraftField, string>>;

/** «Серия»: 5 digits. */
export const parseVatSeries = (text: string): Result<string, { code: "orgs.vat_series" }> =>
  /^\d{5}$/.test(text.trim()) ? ok(text.trim()) : err({ code: "orgs.vat_series" });

/** «Номер №»: 7 digits. */
export const parseVatNumber = (text: string): Result<string, { code: "orgs.vat_number" }> =>
  /^\d{7}$/.test(text.trim()) ? ok(text.trim()) : err({ code: "orgs.vat_number" });

/** «Дата выдачи», `12.03.2019`. Whether it has come already is asked where the clock is. */
export function parseIssueDay(text: string): Result<Day, { code: "field.date" }> {
  const day = parseDay(text);
  return day && day >= "1991-12-16" ? ok(day) : err({ code: "field.date" });
}

/** A certificate cannot have been issued tomorrow. */
export const checkVatDay = (vat: Vat | null, today: Day): Result<true, { code: "field.date_future" }> =>
  vat && vat.issuedOn > today ? err({ code: "field.date_future" }) : ok(true);

/** Keys write names in capitals; papers and people do not. */
export const asWritten = (name: string): string =>
  name
    .toLowerCase()
    .replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
