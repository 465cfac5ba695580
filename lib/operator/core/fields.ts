import { err, ok, type Result } from "@/lib/kernel";

/** Reads a РНМ as a person types it; spaces are forgiven. */
export function parseRegistrationNumber(
  text: string,
): Result<string, { code: "operator.registration_number_malformed" }> {
  const digits = text.replace(/\s/g, "");
  return /^\d{12}$/.test(digits) ? ok(digits) : err({ code: "operator.registration_number_malformed" });
}

/** Reads a factory number: letters, digits and dashes, as plates and passports of registers have them. */
export function parseFactoryNumber(text: string): Result<string, { code: "operator.factory_number_malformed" }> {
  const trimmed = text.trim();
  return /^[\p{L}\p{N}-]{1,32}$/u.test(trimmed) ? ok(trimmed) : err({ code: "operator.factory_number_malformed" });
}

const YEAR_FIRST = 1990;

/** Reads the year a register was made in: between the first registers here and this year. */
export function parseMadeYear(text: string, thisYear: number): Result<number, { code: "operator.year_malformed" }> {
  const year = /^\d{4}$/.test(text.trim()) ? Number(text.trim()) : 0;
  return year >= YEAR_FIRST && year <= thisYear ? ok(year) : err({ code: "operator.year_malformed" });
}
