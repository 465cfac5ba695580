import { invariant } from "./invariant";
import { err, ok, type Result } from "./result";

declare const tiynBrand: unique symbol;
/** A sum in tiyn, a hundredth of a tenge. Always an integer; the sign says the direction. */
export type Tiyn = bigint & { readonly [tiynBrand]: true };

/** Names a bigint as tiyn. */
export const tiyn = (value: bigint): Tiyn => value as Tiyn; // cast: the brand exists only in types

export const ZERO_TIYN: Tiyn = tiyn(0n);

/** How a division that does not come out even is settled. Every caller names its mode. */
export type Rounding = "half_up" | "floor" | "ceil";

/** Divides exactly: `value * numerator / denominator`, rounded by the named mode. Half up means away from zero. */
export function mulDiv(value: bigint, numerator: bigint, denominator: bigint, mode: Rounding): bigint {
  invariant(denominator > 0n, "denominator is positive");
  const product = value * numerator;
  const quotient = product / denominator;
  const remainder = product % denominator;
  if (remainder === 0n) return quotient;
  const negative = product < 0n;
  if (mode === "floor") return negative ? quotient - 1n : quotient;
  if (mode === "ceil") return negative ? quotient : quotient + 1n;
  const twice = (negative ? -remainder : remainder) * 2n;
  if (twice < denominator) return quotient;
  return negative ? quotient - 1n : quotient + 1n;
}

/** Adds sums. */
export const sumTiyn = (values: Iterable<Tiyn>): Tiyn => {
  let total = 0n;
  for (const value of values) total += value;
  return tiyn(total);
};

/**
 * Splits `total` over `weights` so that the parts add up to it to the tiyn (largest remainder; ties go to the earlier part).
 * All weights zero: the whole total goes to the first part. Weights and total are not negative.
 */
export function allocate(total: Tiyn, weights: readonly bigint[]): Tiyn[] {
  invariant(total >= 0n && weights.every((weight) => weight >= 0n), "total and weights are not negative");
  invariant(weights.length > 0 || total === 0n, "there is a part to receive the total");
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map((_, index) => (index === 0 ? total : ZERO_TIYN));
  const parts = weights.map((weight) => (total * weight) / whole);
  let left = total - parts.reduce((sum, part) => sum + part, 0n);
  const order = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map(tiyn);
}

/** The largest sum the service accepts anywhere: a trillion tenge. Keeps every total far inside signed 64 bits. */
export const MONEY_MAX: Tiyn = tiyn(100_000_000_000_000n);

export type MoneyError = { code: "money.malformed" } | { code: "money.too_large" };

const GROUPING = /[\s\u00a0\u202f]/g;

/** Reads what a person typed as tenge: comma or dot, at most two decimals, spaces between groups allowed. Never negative. */
export function parseTenge(text: string): Result<Tiyn, MoneyError> {
  const match = /^(\d{1,60})(?:[.,](\d{1,2}))?$/.exec(text.replace(GROUPING, ""));
  if (!match) return err({ code: "money.malformed" });
  const value = tiyn(BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0")));
  return value > MONEY_MAX ? err({ code: "money.too_large" }) : ok(value);
}

/** Puts a no-break space between groups of three digits. */
export const groupDigits = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, "\u00a0");

/** Writes tiyn as tenge with two decimals: `11 671,40`. */
export function formatTenge(value: Tiyn): string {
  const absolute = value < 0n ? -value : value;
  const text = `${groupDigits((absolute / 100n).toString())},${(absolute % 100n).toString().padStart(2, "0")}`;
  return value < 0n ? `\u2212${text}` : text;
}

/** Writes tiyn as a plain decimal with a dot, as wires and QR codes want it: `11671.40`. */
export function formatDecimal(value: Tiyn): string {
  const absolute = value < 0n ? -value : value;
  return `${value < 0n ? "-" : ""}${absolute / 100n}.${(absolute % 100n).toString().padStart(2, "0")}`;
}
