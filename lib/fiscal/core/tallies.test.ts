import fc from "fast-check";
import { expect, test } from "vitest";
import { tiyn } from "@/lib/kernel";
import { fromJson, toJson } from "./json";
import { type Counters, completeCounters, countersToJson, emptyCounters, noTallies } from "./tallies";

test("counters that were stored before markups and old ways of paying were counted read as if there were none", () => {
  const full = emptyCounters();
  const { markups: _, ...rest } = full;
  const receipts = Object.fromEntries(
    Object.entries(full.receipts).map(([kind, { markupTiyn: _markup, payments, ...tally }]) => {
      const { credit: _credit, tare: _tare, ...known } = payments;
      return [kind, { ...tally, payments: known }];
    }),
  );
  const stored = fromJson<Counters>(toJson({ ...rest, receipts }));
  expect(completeCounters(stored)).toEqual(full);
});

/** The same counters with every figure drawn anew, zero among them. */
const drawn = <T>(value: T): fc.Arbitrary<T> => {
  if (typeof value === "bigint") return fc.oneof(fc.constant(0n), fc.bigInt({ min: -5n, max: 10n ** 15n })) as never; // cast: T is bigint
  if (typeof value === "number") return fc.oneof(fc.constant(0), fc.nat()) as never; // cast: T is number
  return fc.record(
    Object.fromEntries(Object.entries(value as object).map(([key, field]) => [key, drawn(field)])),
  ) as never; // cast: T's shape
};
const noTax = { turnoverTiyn: tiyn(0n), vatTiyn: tiyn(0n) };
const taxes = { sale: noTax, sale_return: noTax, purchase: noTax, purchase_return: noTax };
const counters: fc.Arbitrary<Counters> = drawn({
  ...emptyCounters(),
  sections: { "1": noTallies(), "2": noTallies() },
  taxes: { "16": taxes, none: taxes },
} as Counters);

test("counters are stored without their zeros and read as they were", () => {
  fc.assert(
    fc.property(counters, (every) => {
      const stored = countersToJson(every);
      expect(JSON.stringify(stored)).not.toMatch(/:("0"|0)[,}]/);
      expect(completeCounters(fromJson<Counters>(stored))).toEqual(every);
    }),
  );
});

test("of a register that never did anything nothing is stored but that it has no sections and no taxes", () => {
  expect(countersToJson(emptyCounters())).toEqual({ sections: {}, taxes: {} });
});

test("a section whose only receipt was refused is still a section", () => {
  const refused = { ...emptyCounters(), sections: { "1": noTallies() } };
  expect(countersToJson(refused)).toEqual({ sections: { "1": {} }, taxes: {} });
});
