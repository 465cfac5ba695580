import type { Option } from "@/components/form";
import { VAT_KINDS, type VatKind, vatCode } from "@/lib/catalog";
import { systemClock } from "@/lib/config";
import { unit, units, vatRate, vatRates } from "@/lib/directory";
import type { Locale } from "@/lib/i18n";

/** Units to choose from, and the one that the good already has: other programs name units that are not offered here. */
export function unitOptions(locale: Locale, own: string): Option[] {
  const offered = units();
  const extra = offered.some(({ code }) => code === own) ? null : unit(own);
  return [...offered, ...(extra ? [extra] : [])].map(({ code, name }) => ({ value: code, label: name[locale] }));
}

/** A code of a unit as the directories write it: others write `6` for `006`. */
export const unitCodeOf = (code: string): string => unit(code)?.code ?? code;

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
