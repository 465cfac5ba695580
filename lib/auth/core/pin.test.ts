import { describe, expect, test } from "vitest";
import { err, ok } from "@/lib/kernel";
import { checkPinRules } from "./pin";

describe("a PIN", () => {
  test.each(["2580", "902417", "1122"])("may be %s", (pin) => {
    expect(checkPinRules(pin)).toEqual(ok(pin));
  });
  test.each(["123", "1234567", "", "12a4", "1 24", "١٢٤٧"])("is four to six digits, not %j", (pin) => {
    expect(checkPinRules(pin)).toEqual(err({ code: "auth.pin_malformed" }));
  });
  test.each(["0000", "1234", "4321", "8901", "222222", "2468"])("is no run like %s", (pin) => {
    expect(checkPinRules(pin)).toEqual(err({ code: "auth.pin_simple" }));
  });
});
