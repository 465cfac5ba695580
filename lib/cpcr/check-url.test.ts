import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { tiyn } from "@/lib/kernel";
import { checkUrl, parseCheck } from ".";

const facts = {
  sign: "1234567890",
  registrationNumber: "010100000001",
  totalTiyn: tiyn(69_690n),
  at: new Date("2028-06-29T12:09:16Z"),
};

test("the QR says sign, РНМ, sum with two decimals and the local moment, in this order", () => {
  expect(checkUrl("http://localhost:3000/ofd/check", facts)).toBe(
    "http://localhost:3000/ofd/check?i=1234567890&f=010100000001&s=696.90&t=20280629T170916",
  );
});

test("sums with one decimal or none are read", () => {
  const parts = { t: "20280629T170916", i: "1234567890", f: "010100000001" };
  expect(parseCheck({ ...parts, s: "696.9" })).toEqual(facts);
  expect(parseCheck({ ...parts, s: "193" })?.totalTiyn).toBe(19_300n);
});

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
