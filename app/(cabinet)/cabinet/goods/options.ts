import type { Option } from "@/components/form";
import { VAT_KINDS, type VatKind, vatCode } from "@/lib/catalog";
import { systemClock } from "@/lib/config";
import { unit, units, vatRate, vatRates } from "@/lib/directory";
import type { Locale } from "@/lib/i18n";

/** Units to choose from. */
export const unitOptions = (locale: Locale): Option[] =>
  units().map(({ code, name }) => ({ value: code, label: name[locale] }));

/** A kind of VAT for the reader. */
export const vatLabel = (kind: VatKind, locale: Locale): string => vatRate(vatCode(kind))?.label[locale] ?? kind;

/** Kinds of VAT in force, and the one that the good already has. */
export function vatOptions(locale: Locale, own?: VatKind): Option[] {
  const offered = new Set(vatRates(systemClock.now()).map(({ code }) => code));
  return VAT_KINDS.filter((kind) => kind === own || offered.has(vatCode(kind))).map((kind) => ({
    value: kind,
    label: vatLabel(kind, locale),
  }));
}

/** A unit in short, for tables. */
export const unitShort = (code: string, locale: Locale): string => unit(code)?.short[locale] ?? code;
