import { err, ok, type Result } from "./result";

declare const xinBrand: unique symbol;
/** A taxpayer's number: БИН of a legal entity or ИИН of a person, 12 digits. */
export type Xin = string & { readonly [xinBrand]: true };
export type Bin = Xin;
export type Iin = Xin;

export type XinError = { code: "xin.malformed" } | { code: "xin.check_digit" };

const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

const weighed = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11;

/** Computes digit 12 from the first 11, or null where no such number is issued (both passes give 10). */
export function xinCheckDigit(first11: string): number | null {
  const first = weighed(first11, FIRST_WEIGHTS);
  if (first < 10) return first;
  const second = weighed(first11, SECOND_WEIGHTS);
  return second < 10 ? second : null;
}

/** Reads a number that a person typed; spaces are forgiven, a wrong check digit is not. */
export function parseXin(text: string): Result<Xin, XinError> {
  const digits = text.replace(/\s/g, "");
  if (!/^\d{12}$/.test(digits)) return err({ code: "xin.malformed" });
  if (xinCheckDigit(digits) !== Number(digits[11])) return err({ code: "xin.check_digit" });
  return ok(digits as Xin); // cast: just checked
}

/**
 * Takes a number from a certificate whose chain was verified: the authority's word outweighs the check digit
 * (its own test persons fail it). Only the shape is checked.
 */
export const xinFromCertificate = (digits: string): Xin | null => (/^\d{12}$/.test(digits) ? (digits as Xin) : null); // cast: shape checked

/** Digit 5 tells the two apart: 4 to 6 in a БИН, a tens digit of a day (0 to 3) in an ИИН. */
export const xinKind = (xin: Xin): "bin" | "iin" => (Number(xin[4]) >= 4 ? "bin" : "iin");

/** Hides all but the last four digits, for logs. */
export const maskXin = (xin: string): string => `********${xin.slice(-4)}`;
