import { fc, test as prop } from "@fast-check/vitest";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { VAT_KINDS } from "@/lib/fiscal/core/kinds";
import { MONEY_MAX, QUANTITY_MAX, quantityMilli, tiyn } from "@/lib/kernel";
import { type Cart, EMPTY_CART } from "./cart";
import {
  draftText,
  EMPTY_DRAFT,
  forgetKept,
  forgetSent,
  keepSent,
  loadDraft,
  loadKept,
  parseDraft,
  saveDraft,
  saveKept,
  sentKeys,
} from "./draft";

const text = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(..."аӘbZ9 .,") });
const change = fc.record({
  what: fc.constantFrom("discount" as const, "markup" as const),
  of: fc.oneof(
    fc.record({ percentBp: fc.integer({ min: 1, max: 100_000 }) }),
    fc.record({ sumTiyn: fc.bigInt(0n, MONEY_MAX).map(tiyn) }),
  ),
});
const line = fc.record(
  {
    goodId: fc.option(fc.uuid()),
    name: text,
    barcode: fc.option(text),
    unitCode: text,
    sectionCode: text,
    vatKind: fc.constantFrom(...VAT_KINDS),
    priceTiyn: fc.bigInt(0n, MONEY_MAX).map(tiyn),
    quantityMilli: fc.bigInt(1n, QUANTITY_MAX).map(quantityMilli),
    article: text,
    ntin: text,
    marks: fc.array(text, { minLength: 1, maxLength: 3 }),
    change,
  },
  { requiredKeys: ["goodId", "name", "barcode", "unitCode", "sectionCode", "vatKind", "priceTiyn", "quantityMilli"] },
);
const filled: fc.Arbitrary<Cart> = fc
  .record(
    {
      kind: fc.constantFrom("sale" as const, "purchase" as const),
      lines: fc.array(line, { minLength: 1, maxLength: 5 }),
      change,
    },
    { requiredKeys: ["kind", "lines"] },
  )
  .map((cart) => ({ ...cart, selected: cart.lines.length - 1 }) as Cart); // cast: keys left out are absent, not undefined
const draft = fc.record({
  cart: fc.oneof(fc.constant(EMPTY_CART), filled),
  parked: fc.array(fc.record({ id: fc.uuid(), at: fc.nat(), cart: filled }), { maxLength: 10 }),
});

prop.prop([draft])("any cart and any parked carts survive a reload as they were", (kept) => {
  expect(parseDraft(draftText(kept))).toEqual(kept);
});

prop.prop([fc.jsonValue()])(
  "whatever else is found there is read without a fault, and what is read can be kept",
  (found) => {
    for (const stored of [
      found,
      { version: 2, cart: found, parked: [found] },
      { version: 2, cart: { lines: [found] } },
    ]) {
      const read = parseDraft(JSON.stringify(stored));
      expect(parseDraft(draftText(read))).toEqual(read);
    }
  },
);

prop.prop([filled, fc.string()])("a draft cut short or kept by another version is an empty one", (cart, tail) => {
  const whole = draftText({ cart, parked: [] });
  expect(parseDraft(whole.slice(0, -1) + tail.replaceAll("}", ""))).toEqual(EMPTY_DRAFT);
  expect(parseDraft(whole.replace('"version":2', '"version":3'))).toEqual(EMPTY_DRAFT);
});

prop.prop([filled, filled])("a line that makes no sense is left out and the rest stays", (cart, other) => {
  const lines: unknown[] = [...JSON.parse(draftText({ cart, parked: [] })).cart.lines, { name: 5 }, null];
  const kept = JSON.parse(draftText({ cart: other, parked: [] }));
  expect(parseDraft(JSON.stringify({ ...kept, cart: { ...kept.cart, lines } })).cart.lines).toEqual(cart.lines);
});

describe("in the browser", () => {
  const one = { registerId: "r1", cashierId: "c1" };
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
      key: (index: number) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size;
      },
    });
    return () => vi.unstubAllGlobals();
  });

  test("a draft and its unanswered sales are of one cashier at one register", () => {
    const cart: Cart = { ...EMPTY_CART, kind: "purchase" };
    saveDraft(one, { cart, parked: [{ id: "p", at: 1, cart: { ...cart, lines: [] } }] });
    keepSent(one, "key-1234");
    for (const stranger of [
      { ...one, cashierId: "c2" },
      { ...one, registerId: "r2" },
    ]) {
      expect(loadDraft(stranger)).toEqual(EMPTY_DRAFT);
      expect(sentKeys(stranger)).toEqual([]);
    }
    expect(sentKeys(one)).toEqual(["key-1234"]);
  });

  test("an unanswered sale outlives a draft that cannot be read, until the server spoke", () => {
    keepSent(one, "key-1234");
    localStorage.setItem("till:r1:c1", '{"version":99}');
    expect(loadDraft(one)).toEqual(EMPTY_DRAFT);
    saveDraft(one, EMPTY_DRAFT);
    expect(sentKeys(one)).toEqual(["key-1234"]);
    forgetSent(one, "key-1234");
    expect(sentKeys(one)).toEqual([]);
  });

  test("what is kept beside the cart is of one cashier, register and subject, and touches neither cart nor keys", () => {
    saveDraft(one, { cart: EMPTY_CART, parked: [] });
    const beside = { ...one, cashierId: "c1:return" };
    keepSent(beside, "key-1234");
    saveKept(beside, "receipt 3", { picks: 1 });
    expect(loadKept(beside, "receipt 3")).toEqual({ picks: 1 });
    expect(loadKept(beside, "receipt 4")).toBeNull();
    expect(loadKept(one, "receipt 3")).toBeNull();
    expect(loadKept({ ...beside, registerId: "r2" }, "receipt 3")).toBeNull();
    forgetKept(beside);
    expect(loadKept(beside, "receipt 3")).toBeNull();
    expect(sentKeys(beside)).toEqual(["key-1234"]);
    expect(sentKeys(one)).toEqual([]);
  });

  test("a browser that forbids storage costs the survival of a reload and nothing else", () => {
    vi.stubGlobal("localStorage", undefined);
    keepSent(one, "key-1234");
    saveDraft(one, EMPTY_DRAFT);
    saveKept(one, "receipt 3", {});
    expect(loadDraft(one)).toEqual(EMPTY_DRAFT);
    expect(loadKept(one, "receipt 3")).toBeNull();
    expect(sentKeys(one)).toEqual([]);
  });
});
