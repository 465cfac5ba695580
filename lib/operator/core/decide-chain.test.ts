import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { type Chain, decideDocument, mayAsk } from "./decide-chain";

const chain: Chain = { issued: 4_000_000_001, last: { token: 123_456_789, requestNumber: 4, command: 1 } };
const codeOf = (token: number, requestNumber: number, command: number, from = chain) => {
  const verdict = decideDocument(from, { token, requestNumber, command });
  return verdict.kind === "refuse" ? verdict.refusal.resultCode : verdict.kind;
};

test("row a: the same token, number and command are answered as before", () => {
  expect(codeOf(123_456_789, 4, 1)).toBe("replay");
});
test("row b: the same token and number with another command are 9", () => {
  expect(codeOf(123_456_789, 4, 2)).toBe(9);
});
test("row c: the number of the last document under the current token is 8", () => {
  expect(codeOf(4_000_000_001, 4, 1)).toBe(8);
});
test("row d: any other token, and zero, are 2", () => {
  expect(codeOf(123_456_789, 7, 1)).toBe(2);
  expect(codeOf(0, 7, 1)).toBe(2);
  expect(codeOf(0, 1, 1, { issued: 0, last: null })).toBe(2);
  expect(codeOf(5, 1, 1, { issued: null, last: null })).toBe(2);
});
test("row e: the current token with a fresh number goes on, from the first document to the wrap of the numbers", () => {
  expect(codeOf(4_000_000_001, 5, 2)).toBe("next");
  expect(codeOf(4_000_000_001, 0, 1)).toBe("next");
  expect(codeOf(7, 1, 1, { issued: 7, last: null })).toBe("next");
});
test("questions need the current token", () => {
  expect([mayAsk(chain, 4_000_000_001), mayAsk(chain, 123_456_789), mayAsk({ issued: 0, last: null }, 0)]).toEqual(
    [true, false, false], // in order
  );
});

const number = fc.integer({ min: 0, max: 3 });
property.prop([number, number, number, number, number, number, number])(
  "a document goes on only under the issued token and a number other than the last",
  (issued, lastToken, lastNumber, lastCommand, token, requestNumber, command) => {
    const from = { issued, last: { token: lastToken, requestNumber: lastNumber, command: lastCommand } };
    const verdict = decideDocument(from, { token, requestNumber, command });
    if (verdict.kind === "next") expect(token === issued && token !== 0 && requestNumber !== lastNumber).toBe(true);
    if (verdict.kind === "replay")
      expect([token, requestNumber, command]).toEqual([lastToken, lastNumber, lastCommand]);
  },
);
