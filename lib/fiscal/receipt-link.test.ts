import fc from "fast-check";
import { expect, test } from "vitest";
import { readReceiptToken, receiptPath, receiptToken } from "./receipt-link";

process.env.DATABASE_URL ??= "postgresql://nobody@localhost/none";
process.env.SESSION_SECRET ??= "s".repeat(32);
process.env.PASSWORD_PEPPER ??= "p".repeat(32);
process.env.ENCRYPTION_KEY ??= Buffer.alloc(32, 7).toString("base64");

const place = {
  tenantId: "0195d1f0-0000-7000-8000-000000000001",
  registerId: "0195d1f0-0000-7000-8000-000000000002",
  documentId: "0195d1f0-0000-7000-8000-000000000003",
};

test("the address of an electronic receipt leads back to its document and is always the same", () => {
  expect(readReceiptToken(receiptToken(place))).toEqual(place);
  expect(receiptPath(place)).toBe(`/r/${receiptToken(place)}`);
});

test("no other address leads anywhere: one sign changed, cut, or made up", () => {
  const token = receiptToken(place);
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (let at = 0; at < token.length - 1; at++) {
    const other = signs[(signs.indexOf(token[at] ?? "") + 1) % signs.length];
    expect(readReceiptToken(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
  }
  expect(readReceiptToken(token.slice(1))).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => readReceiptToken(text) === null));
});
