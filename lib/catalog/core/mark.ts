import { readBarcode } from "@/lib/kernel";

/** What the DataMatrix of a marked unit says: which good it is, and the code of this very unit. */
export type Mark = { readonly gtin: string; readonly mark: string };

const GROUP_SEPARATOR = String.fromCharCode(0x1d);

/** A code is told to be of GS1 by the scanner (`]d2`) or by a separator in front; neither belongs to it. */
const PREFIX = new RegExp(`^(?:\\]d2|${GROUP_SEPARATOR})+`);

/** The form in which codes of one good are equal: EAN-8, EAN-13 and GTIN-14 with leading zeros. */
export const gtinKey = (code: string): string => (/^\d{8,14}$/.test(code) ? code.padStart(14, "0") : code);

/**
 * Reads the code of a marked unit: `01`, fourteen digits of the good, `21`, the unit's own signs and what else there is. Null for any
 * other code. The good is answered as the barcode that its shelf carries.
 */
export function readMark(text: string): Mark | null {
  const mark = text.replace(PREFIX, "");
  const gtin = /^01(\d{14})21[\x21-\x7e]+$/.exec(mark.replaceAll(GROUP_SEPARATOR, ""))?.[1];
  if (!gtin) return null;
  const barcode = gtin.startsWith("0") ? gtin.slice(1) : gtin;
  const short = barcode.replace(/^0{5}(?=\d{8}$)/, "");
  return readBarcode(short).ok ? { gtin: short, mark } : null;
}
