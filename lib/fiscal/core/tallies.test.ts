import { expect, test } from "vitest";
import { fromJson, toJson } from "./json";
import { type Counters, completeCounters, emptyCounters } from "./tallies";

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
