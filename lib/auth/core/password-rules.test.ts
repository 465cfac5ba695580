import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { checkPasswordRules } from "./password-rules";
import { makeTemporaryPassword } from "./temporary-password";
import { deviceName } from "./user-agent";

const codeOf = (password: string, login = "") => {
  const checked = checkPasswordRules(password, login);
  return checked.ok ? "ok" : checked.error.code;
};

describe("a password", () => {
  test.each([
    ["1234567", "auth.password_short"],
    ["", "auth.password_short"],
    ["k7!mPq2", "auth.password_short"],
    ["k7!mPq2z", "ok"],
    [`${"long and winding ".repeat(7)}123456789`, "ok"],
    [`${"long and winding ".repeat(7)}1234567890`, "auth.password_long"],
  ])("length: %s is %s", (password, code) => {
    expect(codeOf(password)).toBe(code);
  });

  test.each([
    "password",
    "Password1!",
    "P@ssw0rd2024",
    "qwerty123",
    "QWERTYUIOP",
    "йцукен12345",
    "пароль123",
    "Қазақстан2026",
    "11111111",
    "12345678",
    "87654321",
    "19900101",
    "abcabcabc",
    "qwe123qwe123",
    "asdfghjkl",
    "zxcvbnm,",
    "1q2w3e4r5t",
    "webkassa2026",
    "iloveyou!!",
    "KASSIR2026",
  ])("one of the first to be tried: %s", (password) => {
    expect(codeOf(password)).toBe("auth.password_common");
  });

  test.each(["owner@berekemarket.kz", "Owner@BerekeMarket.kz", "ownerofshop"])("the login itself: %s", (password) => {
    expect(codeOf(password, password.includes("@") ? "owner@berekemarket.kz" : "ownerofshop@mail.kz")).toBe(
      "auth.password_is_login",
    );
  });

  test.each([
    "correct horse battery",
    "үш ақ қоян жүгірді",
    "Зеленый чай в 7 утра",
    "🙂🙂 tea at noon",
    "sunshine over the steppe",
  ])("a phrase is good: %s", (password) => {
    expect(codeOf(password, "owner@example.kz")).toBe("ok");
  });

  test("the same letters written otherwise are the same password", () => {
    const composed = checkPasswordRules("кафе\u0301 на углу");
    expect(composed).toEqual(checkPasswordRules("кафе\u0301 на углу".normalize("NFC")));
  });
});

property.prop([fc.uint8Array({ minLength: 32, maxLength: 32 })])(
  "a temporary password passes the rules and is easy to read",
  (seed) => {
    let at = 0;
    const randomness = {
      bytes: (length: number) => Uint8Array.from({ length }, () => ((seed[at++ % 32] ?? 0) * 31 + at * 7) % 256),
    };
    const password = makeTemporaryPassword(randomness);
    expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}$/);
  },
);

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "Chrome, Windows",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
    "Edge, Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari, iOS",
  ],
  ["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox, Android"],
  ["curl/8.0", null],
])("%s is %s", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
