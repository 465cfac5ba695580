import { dayOf, type RateBp, rateBp } from "@/lib/kernel";
import source from "./data/vat-rates.json";
import { inForce, type Names } from "./names";

/** A kind of VAT that a good may carry. «Без НДС» has no rate; zero VAT has the rate 0. */
export type VatRate = {
  readonly code: string;
  readonly rateBp: RateBp | null;
  readonly label: Names;
  /** What the rate is for, where the law limits it. */
  readonly scope: Names | null;
};

const named = (ru: string | null, kk: string | null, en: string | null): Names | null =>
  ru !== null && kk !== null && en !== null ? { ru, kk, en } : null;

const kind = (row: (typeof source.rates)[number]): VatRate => ({
  code: row.code,
  rateBp: row.rateBp === null ? null : rateBp(row.rateBp),
  label: { ru: row.labelRu, kk: row.labelKk, en: row.labelEn },
  scope: named(row.scopeRu, row.scopeKk, row.scopeEn),
});

/** The kinds of VAT in force at a moment (Tax Code, art. 503). */
export const vatRates = (at: Date): readonly VatRate[] => {
  const day = dayOf(at);
  return source.rates.filter((row) => inForce(row, day)).map(kind);
};

/** Every rate that is or was: a return repeats that of its sale. */
export const vatRatesEver: readonly RateBp[] = source.rates.flatMap((row) =>
  row.rateBp === null ? [] : [rateBp(row.rateBp)],
);

/** Finds a kind by its code whatever the date: a return repeats the rate of its sale. */
export function vatRate(code: string): VatRate | null {
  const row = source.rates.find((candidate) => candidate.code === code);
  return row ? kind(row) : null;
}
