import { mulDiv, type Tiyn, tiyn } from "./money";

declare const rateBrand: unique symbol;
/** A rate in basis points: 16 % is 1600. */
export type RateBp = number & { readonly [rateBrand]: true };

/** Names a whole number of basis points as a rate. */
export const rateBp = (value: number): RateBp => value as RateBp; // cast: the brand exists only in types

/** The tax inside a gross sum: gross × r / (100 % + r), half up to the tiyn. 500.00 at 12 % holds 53.57. */
export const includedTax = (gross: Tiyn, rate: RateBp): Tiyn =>
  tiyn(mulDiv(gross, BigInt(rate), BigInt(10_000 + rate), "half_up"));
