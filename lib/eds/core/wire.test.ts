import { expect, test } from "vitest";
import { decodeCms } from "./wire";

const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);
const base64 = Buffer.from(bytes).toString("base64");
const lines = base64.match(/.{1,64}/g) ?? [];

test.each([
  ["bare base64", base64],
  ["base64 in lines", lines.join("\r\n")],
  ["PEM", `-----BEGIN CMS-----\n${lines.join("\n")}\n-----END CMS-----\n`],
  ["PEM with CRLF", `-----BEGIN CMS-----\r\n${lines.join("\r\n")}\r\n-----END CMS-----\r\n`],
  ["PEM of another name", `-----BEGIN PKCS7-----\n${base64}\n-----END PKCS7-----`],
])("%s is read", (_, text) => {
  expect(decodeCms(text)).toEqual({ ok: true, value: bytes });
});

test.each([
  ["nothing", ""],
  ["spaces", "  \n "],
  ["no base64", "дом"],
  ["base64 of a wrong length", base64.slice(0, -1)],
  ["base64url", "-_-_"],
  ["a certificate", `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----`],
  [
    "two armours",
    `-----BEGIN CMS-----\n${base64}\n-----END CMS-----\n-----BEGIN CMS-----\n${base64}\n-----END CMS-----`,
  ],
])("%s is refused", (_, text) => {
  expect(decodeCms(text)).toEqual({ ok: false, error: { code: "eds.malformed" } });
});

test("more than a megabyte is refused", () => {
  expect(decodeCms(Buffer.alloc(1024 * 1024 + 3).toString("base64"))).toMatchObject({
    error: { code: "eds.too_large" },
  });
  expect(decodeCms("A".repeat(2 * 1024 * 1024))).toMatchObject({ error: { code: "eds.too_large" } });
});
