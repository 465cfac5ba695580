import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { tiyn } from "@/lib/kernel";
import { canonicalText, fromJson, toJson } from "./json";

const moment = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
const value = fc.record({
  sumTiyn: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(tiyn),
  perKindTiyn: fc.dictionary(
    fc.string({ minLength: 1 }).filter((key) => key !== "__proto__"),
    fc.bigInt().map(tiyn),
  ),
  at: moment,
  openedAt: fc.option(moment),
  name: fc.string(),
  count: fc.integer(),
  lines: fc.array(fc.record({ quantityMilli: fc.bigInt(), digits: fc.stringMatching(/^\d{1,9}$/) })),
});

property.prop([value])("what is written is read back equal, through a real JSON text", (given) => {
  expect(fromJson(JSON.parse(JSON.stringify(toJson(given))))).toEqual(given);
});

property.prop([value])("equal values have one canonical text, whatever the order of their fields", (given) => {
  const reversed = Object.fromEntries(Object.entries(given).reverse());
  expect(canonicalText(reversed)).toBe(canonicalText(given));
});

const whole = fc.record({ value, body: fc.uint8Array(), isOffline: fc.boolean(), nothing: fc.constant(undefined) });

property.prop([whole])("a canonical text is JSON of what is stored of the value", (given) => {
  const stored = toJson(given);
  expect(JSON.parse(canonicalText(given))).toEqual(stored);
  expect(canonicalText(stored)).toBe(canonicalText(given));
});

test("a canonical text has sorted keys and no spaces", () => {
  expect(canonicalText({ b: [1, { d: null, c: "й" }], a: true })).toBe('{"a":true,"b":[1,{"c":"й","d":null}]}');
});

test("a fraction is never stored", () => {
  expect(() => toJson({ sum: 0.1 })).toThrow("a stored number is whole");
  expect(() => canonicalText([0.1])).toThrow("a stored number is whole");
});
