import { err, ok, type Result } from "@/lib/kernel";

export const PIN_DIGITS_MIN = 4;
export const PIN_DIGITS_MAX = 6;
/** Wrong PINs at one locked till before the session ends and the password is asked. */
export const PIN_TRIES_MAX = 5;

export type PinRuleError = { readonly code: "auth.pin_malformed" } | { readonly code: "auth.pin_simple" };

/** Every digit is as far from the one before it: 0000, 1234, 9876, 2468. */
const isRun = (pin: string): boolean => {
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return new Set(steps).size === 1;
};

/** A few digits that are not among the first to be tried. */
export function checkPinRules(pin: string): Result<string, PinRuleError> {
  if (!/^\d+$/.test(pin) || pin.length < PIN_DIGITS_MIN || pin.length > PIN_DIGITS_MAX)
    return err({ code: "auth.pin_malformed" });
  return isRun(pin) ? err({ code: "auth.pin_simple" }) : ok(pin);
}
