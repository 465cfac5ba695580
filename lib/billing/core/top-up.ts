import { err, ok, parseTenge, type Result, type Tiyn, tiyn } from "@/lib/kernel";

/** One invoice tops up by at most ten million tenge: more is a slip of the hand. */
export const TOP_UP_MAX: Tiyn = tiyn(1_000_000_000n);

export type TopUpError =
  | { readonly code: "money.malformed" }
  | { readonly code: "money.not_positive" }
  | { readonly code: "billing.amount_too_large"; readonly maxTiyn: Tiyn };

/** Tells whether a balance may be topped up by this sum. */
export function checkTopUp(amountTiyn: Tiyn): Result<Tiyn, TopUpError> {
  if (amountTiyn <= 0n) return err({ code: "money.not_positive" });
  return amountTiyn > TOP_UP_MAX ? err({ code: "billing.amount_too_large", maxTiyn: TOP_UP_MAX }) : ok(amountTiyn);
}

/** Reads the sum of «Пополнить баланс» as it was typed. */
export function parseTopUp(text: string): Result<Tiyn, TopUpError> {
  if (/^\s*[-\u2212\u2013]\s*\d/.test(text)) return err({ code: "money.not_positive" });
  const typed = parseTenge(text);
  if (typed.ok) return checkTopUp(typed.value);
  return typed.error.code === "money.too_large"
    ? err({ code: "billing.amount_too_large", maxTiyn: TOP_UP_MAX })
    : err({ code: "money.malformed" });
}
