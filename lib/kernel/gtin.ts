import { err, ok, type Result } from "./result";

export type BarcodeFault = "malformed" | "check_digit";

/** The last digit of a GTIN from the ones before it: weights 3 and 1 from the right. */
export function gtinCheckDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/**
 * Reads a code that a scanner may give. Eight or thirteen digits are a GTIN and must close with its check digit; shops print codes
 * of their own too, so any other code of printable signs is taken as it is.
 */
export function readBarcode(text: string): Result<string, BarcodeFault> {
  const code = text.trim();
  if (!/^[\x21-\x7e]{1,64}$/.test(code)) return err("malformed");
  const isGtin = /^(?:\d{8}|\d{13})$/.test(code);
  return isGtin && gtinCheckDigit(code.slice(0, -1)) !== Number(code.at(-1)) ? err("check_digit") : ok(code);
}
