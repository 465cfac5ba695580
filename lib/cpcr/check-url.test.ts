import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { formatDecimal, MONEY_MAX, tiyn } from "@/lib/kernel";
import { checkUrl, parseCheck } from ".";

const facts = {
  sign: "1234567890",
  registrationNumber: "010100000001",
  totalTiyn: tiyn(69_690n),
  at: new Date("2028-06-29T12:09:16Z"),
};

const parts = { t: "20280629T170916", i: "1234567890", f: "010100000001", s: "696.90" };

test("the QR says sign, РНМ, sum with two decimals and the local moment, in this order", () => {
  expect(checkUrl("http://localhost:3000/ofd/check", facts)).toBe(
    "http://localhost:3000/ofd/check?i=1234567890&f=010100000001&s=696.90&t=20280629T170916",
  );
});

test("sums with one decimal or none are read", () => {
  expect(parseCheck({ ...parts, s: "696.9" })).toEqual(facts);
  expect(parseCheck({ ...parts, s: "193" })?.totalTiyn).toBe(19_300n);
});

test("spaces around a part and a comma in the sum are taken, seconds may be left out", () => {
  expect(parseCheck({ t: " 20280629T170916 ", i: " 1234567890 ", f: " 010100000001 ", s: " 696,90 " })).toEqual(facts);
  expect(parseCheck({ ...parts, t: "20280629T1709" })?.at).toEqual(new Date("2028-06-29T12:09:00Z"));
  expect(parseCheck({ ...parts, i: "9".repeat(20) })?.sign).toBe("9".repeat(20));
  expect(parseCheck({ ...parts, s: formatDecimal(MONEY_MAX) })?.totalTiyn).toBe(MONEY_MAX);
});

test.each([
  ["no sum", { s: undefined }],
  ["no moment", { t: undefined }],
  ["no sign", { i: undefined }],
  ["no РНМ", { f: undefined }],
  ["a sum with a sign", { s: "-1" }],
  ["a sum with three decimals", { s: "1.234" }],
  ["a sum with a tail", { s: "1.20x" }],
  ["a sum past all money", { s: formatDecimal(tiyn(MONEY_MAX + 1n)) }],
  ["a moment with a tail", { t: "20280629T1709160" }],
  ["a moment with a head", { t: "120280629T170916" }],
  ["a day that there is not", { t: "20280230T170916" }],
  ["a sign of 21 digits", { i: "1".repeat(21) }],
  ["a sign with a letter before it", { i: "x1" }],
  ["a sign with a letter behind it", { i: "1x" }],
  ["a РНМ of 11 digits", { f: "01010000000" }],
  ["a РНМ of 13 digits", { f: "0101000000012" }],
])("%s is no receipt", (_, change) => expect(parseCheck({ ...parts, ...change })).toBeNull());

property.prop([fc.record({ i: fc.string(), f: fc.string(), s: fc.string(), t: fc.string() }, { requiredKeys: [] })])(
  "no address makes the reader throw",
  (parts) => {
    expect(parseCheck(parts) ?? "absent").toBeDefined();
  },
);

property.prop([fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.integer({ min: 1e9, max: 4e9 }), fc.nat()])(
  "what is written is read back",
  (sum, seconds, sign) => {
    const sent = { ...facts, totalTiyn: tiyn(sum), at: new Date(seconds * 1000), sign: String(sign) };
    const query = Object.fromEntries(new URL(checkUrl("http://a.kz/", sent)).searchParams);
    expect(parseCheck(query)).toEqual(sent);
  },
);
