import { describe, expect, test } from "vitest";
import { maskEmail, parseEmail } from "./address";

describe("an address", () => {
  test.each([
    ["buh@bereke.example", "buh@bereke.example"],
    [" Buh+Kassa@Bereke.KZ ", "buh+kassa@bereke.kz"],
    ["111@prosystems.kz", "111@prosystems.kz"],
    ["a.b@xn--80aaxgqbdi.xn--p1ai", "a.b@xn--80aaxgqbdi.xn--p1ai"],
  ])("%j is taken as %s", (typed, taken) => {
    expect(parseEmail(typed)).toEqual({ ok: true, value: taken });
  });

  test.each([
    "",
    "bereke.example",
    "@bereke.example",
    "buh@",
    "buh@bereke",
    "buh@bereke..kz",
    "buh@-bereke.kz",
    "buh@10.0.0.1",
    ".buh@bereke.kz",
    "buh.@bereke.kz",
    "a b@bereke.kz",
    '"buh"@bereke.kz',
    "buh@bereke.kz\r\nBcc: all@bereke.kz",
    "buh@bereke.kz,second@bereke.kz",
    "Бух <buh@bereke.kz>",
    `${"a".repeat(65)}@bereke.kz`,
    `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.kz`,
  ])("%j is refused", (typed) => {
    expect(parseEmail(typed)).toEqual({ ok: false, error: { code: "field.email" } });
  });

  test("in a log only its first letter and its host show", () => {
    expect(maskEmail("buh@bereke.example")).toBe("b***@bereke.example");
  });
});
