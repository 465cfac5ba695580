import { err, ok, type Result } from "@/lib/kernel";

export type BarcodeError =
  | { readonly code: "catalog.barcode_malformed" }
  | { readonly code: "catalog.barcode_check_digit" };

/** Computes the last digit of an EAN from the ones before it: weights 3 and 1 from the right. */
function eanCheckDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/**
 * Reads a code that a scanner may give. Eight or thirteen digits are an EAN and must close with its check digit; shops print
 * codes of their own too, so any other code of printable signs is taken as it is.
 */
export function parseBarcode(text: string): Result<string, BarcodeError> {
  const code = text.trim();
  if (!/^[\x21-\x7e]{1,64}$/.test(code)) return err({ code: "catalog.barcode_malformed" });
  const isEan = /^(?:\d{8}|\d{13})$/.test(code);
  if (isEan && eanCheckDigit(code.slice(0, -1)) !== Number(code.at(-1)))
    return err({ code: "catalog.barcode_check_digit" });
  return ok(code);
}
