import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { chain, GENESIS, isIntact, requestHashOf } from "./journal";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("a record hangs on the one before with its canonical text and its place", () => {
  const first = chain(GENESIS, "document", { id: "a", at: new Date(0), sum: 5n, gone: undefined }, sha256);
  const text = '{"entry":"document","record":{"at":"1970-01-01T00:00:00.000Z","id":"a","sum":"5"},"seq":1}';
  expect(GENESIS).toEqual({ seq: 0, hash: "0".repeat(64) });
  expect(first.head).toEqual({ seq: 1, hash: sha256(GENESIS.hash + text) });
  expect(first.record).toMatchObject({ journalSeq: 1, previousHash: GENESIS.hash, hash: first.head.hash });
  const second = chain(first.head, "attempt", { id: "b", body: new Uint8Array([0, 10, 255]) }, sha256);
  expect(second.head).toEqual({
    seq: 2,
    hash: sha256(`${first.head.hash}{"entry":"attempt","record":{"body":"000aff","id":"b"},"seq":2}`),
  });
});

test("a request has one hash, whatever the order in which it is told", () => {
  const request = { scope: "s", key: "k", inputHash: "i" };
  expect(requestHashOf(request, sha256)).toBe(sha256('{"inputHash":"i","key":"k","scope":"s"}'));
  expect(requestHashOf({ inputHash: "i", key: "k", scope: "s" }, sha256)).toBe(requestHashOf(request, sha256));
});

test("an answer of the time before it was chained is taken without its bytes, and only in that form", () => {
  const draft = { id: "s", documentId: "d", kind: "accepted", code: 0 };
  const { record } = chain(GENESIS, "settlement", draft, sha256);
  expect(isIntact("settlement", { ...record, answer: new Uint8Array([1]) } as typeof record, sha256)).toBe(true);
  expect(isIntact("settlement", { ...record, answer: null } as typeof record, sha256, "with_answer")).toBe(false);
  expect(isIntact("document", { ...record, answer: null } as typeof record, sha256)).toBe(false);
  const now = chain(GENESIS, "settlement", { ...draft, answer: null }, sha256).record;
  expect(isIntact("settlement", now, sha256)).toBe(true);
  expect(isIntact("settlement", { ...now, answer: new Uint8Array([1]) } as unknown as typeof now, sha256)).toBe(false);
});

test("a frame's token is hashed before it is chained", () => {
  const { record } = chain(GENESIS, "seal", { id: "s", tokenCipher: "ab" }, sha256);
  const { tokenCipher, journalSeq, previousHash, hash, ...rest } = record;
  const text = `{"entry":"seal","record":{"id":"s","tokenHash":"${sha256("ab")}"},"seq":1}`;
  expect(hash).toBe(sha256(GENESIS.hash + text));
  expect([tokenCipher, journalSeq, previousHash, rest]).toEqual(["ab", 1, GENESIS.hash, { id: "s" }]);
});
