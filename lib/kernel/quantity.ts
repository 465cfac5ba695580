import { groupDigits, mulDiv, type Tiyn, tiyn } from "./money";
import { err, ok, type Result } from "./result";

declare const milliBrand: unique symbol;
/** A quantity in thousandths of its unit: 1 piece is 1000n, 0.486 kg is 486n. */
export type QuantityMilli = bigint & { readonly [milliBrand]: true };

/** Names a bigint as thousandths. */
export const quantityMilli = (value: bigint): QuantityMilli => value as QuantityMilli; // cast: the brand exists only in types

/** One whole unit. */
export const ONE_UNIT: QuantityMilli = quantityMilli(1000n);

/** The largest quantity of one line: a million units. */
export const QUANTITY_MAX: QuantityMilli = quantityMilli(1_000_000_000n);

export type QuantityError = { code: "quantity.malformed" } | { code: "quantity.out_of_range" };

/** Reads a typed quantity: comma or dot, at most three decimals, more than zero. */
export function parseQuantity(text: string): Result<QuantityMilli, QuantityError> {
  const match = /^(\d{1,10})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return err({ code: "quantity.malformed" });
  const value = quantityMilli(BigInt(match[1] ?? "0") * 1000n + BigInt((match[2] ?? "").padEnd(3, "0")));
  return value > 0n && value <= QUANTITY_MAX ? ok(value) : err({ code: "quantity.out_of_range" });
}

/** Writes thousandths without idle zeros: `2`, `0,486`. */
export function formatQuantity(value: QuantityMilli): string {
  const decimals = (value % 1000n).toString().padStart(3, "0").replace(/0+$/, "");
  const whole = groupDigits((value / 1000n).toString());
  return decimals ? `${whole},${decimals}` : whole;
}

/** Price of a line: unit price times quantity, half up to the tiyn (data operator's protocol §6.2 rule 3). */
export const lineSum = (priceTiyn: Tiyn, quantity: QuantityMilli): Tiyn =>
  tiyn(mulDiv(priceTiyn, quantity, 1000n, "half_up"));
