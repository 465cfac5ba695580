import { randomUUID } from "node:crypto";
import { fc } from "@fast-check/vitest";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { VAT_KINDS } from "@/lib/fiscal/core/kinds";
import type { LineDraft } from "@/lib/fiscal/core/receipt";
import type { IssuePaperReturn, IssueReceipt } from "@/lib/fiscal/input";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { issuePaperReturn } from "@/lib/fiscal/ops/issue-return";
import { placeCash } from "@/lib/fiscal/ops/place-cash";
import { receiptView, reportView } from "@/lib/fiscal/queries/documents";
import { err, quantityMilli, tiyn } from "@/lib/kernel";
import { changeSettings } from "@/lib/registers";
import {
  bread,
  giveBack,
  givenSecondTill,
  givenShop,
  loaf,
  type Shop,
  sell,
  setFiscalClock,
  tg,
} from "../support/fiscal";
import { look } from "../support/look";
import { bookOf, someBin, startOperator, type TestOperator } from "../support/operator";

let operator: TestOperator;
let shop: Shop;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());
beforeEach(async () => {
  operator.setFault(null);
  await setFiscalClock(null);
  shop = await givenShop(() => operator.port);
});

const key = () => randomUUID();
const viewOf = (till: Shop, documentId: string) => receiptView(till.tenantId, till.registerId, documentId);
const must = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
};

describe("a receipt", () => {
  test("with everything a line and a buyer can carry is booked as it is", async () => {
    const sold = await sell(shop, {
      lines: [
        loaf({
          quantityMilli: quantityMilli(3000n),
          discountTiyn: tg("100.00"),
          markupTiyn: tg("10.00"),
          sectionCode: "7",
        }),
        loaf({
          name: "Ботинки",
          barcode: "4870001234560",
          article: "BT-1",
          ntin: "0200123456789",
          marks: ["0104870001234560215abc"],
        }),
        loaf({ name: "Пакет", priceTiyn: tg("25.00"), storno: true }),
        loaf({
          name: "Сыр",
          unitCode: "166",
          quantityMilli: quantityMilli(333n),
          vatKind: "5",
          priceTiyn: tg("4321.01"),
        }),
      ],
      markupTiyn: tg("33.33"),
      payments: [
        { type: "credit", sumTiyn: tg("500.00") },
        { type: "cash", sumTiyn: tg("5000.00") },
      ],
      buyer: { xin: someBin(), email: "buyer@example.kz", phone: "+77011234567" },
    });
    expect(sold.outcome).toBe("accepted");
    expect(await viewOf(shop, sold.document.id)).toMatchObject({
      ...{ discountTiyn: tg("100.00"), markupTiyn: tg("43.33"), totalTiyn: tg("3382.23") },
      lines: [
        { markupTiyn: tg("10.00") },
        { article: "BT-1", marks: ["0104870001234560215abc"] },
        { storno: true },
        {},
      ],
      payments: [
        { type: "cash", sumTiyn: tg("2882.23") },
        { type: "credit", sumTiyn: tg("500.00") },
      ],
    });
  });

  test("is rounded as its register is set, and off by default", async () => {
    const odd = {
      lines: [loaf({ priceTiyn: tg("99.51") })],
      payments: [{ type: "cash" as const, sumTiyn: tg("100.00") }],
    };
    expect((await sell(shop, odd)).document.totalTiyn).toBe(tg("99.51"));
    const set = (settings: object) => changeSettings(shop.ctx, { registerId: shop.registerId, settings });
    expect((await set({ rounding: "total" })).ok).toBe(true);
    const rounded = await sell(shop, odd);
    expect(rounded).toMatchObject({ outcome: "accepted", document: { totalTiyn: tg("100.00") } });
    expect(await viewOf(shop, rounded.document.id)).toMatchObject({ markupTiyn: tg("0.49"), roundingTiyn: tg("0.49") });
    await set({ rounding: "lines", roundingTo: "floor" });
    const down = await sell(shop, odd);
    expect(down).toMatchObject({ outcome: "accepted", document: { totalTiyn: tg("99.00") } });
    const audit = await look<{ facts: object }>(
      "SELECT facts FROM common.audit_entry WHERE act = 'registers.settings_changed'",
    );
    expect(audit.at(-1)?.facts).toEqual({ rounding: "total → lines", roundingTo: "ceil → floor" });
  });
});

describe("returns", () => {
  test("come back part by part, on two registers, and never past what is left", async () => {
    const second = await givenSecondTill(shop, () => operator.port);
    const sold = await sell(shop, {
      lines: [loaf({ quantityMilli: quantityMilli(3000n), priceTiyn: tg("33.33") }), loaf({ name: "Соль" })],
      discountTiyn: tg("50.01"),
      payments: [{ type: "card", sumTiyn: tg("549.98") }],
    });
    const basisId = sold.document.id;
    const one = { lines: [{ line: 1, quantityMilli: quantityMilli(1000n) }] };
    const first = must(await giveBack(shop, basisId, one));
    expect(first).toMatchObject({ outcome: "accepted" });
    const other = must(await giveBack(second, basisId, one));
    expect(other).toMatchObject({ outcome: "accepted", document: { kind: "sale_return", number: 1 } });
    const tooMuch = await giveBack(second, basisId, { lines: [{ line: 1, quantityMilli: quantityMilli(1001n) }] });
    expect(tooMuch).toEqual(err({ code: "fiscal.return_exceeds_line", line: 1, left: "1" }));
    const view = await viewOf(shop, basisId);
    expect(view?.left).toMatchObject([
      { line: 1, quantityMilli: 1000n },
      { line: 2, quantityMilli: 1000n },
    ]);
    const rest = must(await giveBack(second, basisId));
    const parts = [first, other, rest].map(({ document }) => document.totalTiyn as bigint);
    expect(parts.reduce((sum, each) => sum + each, 0n)).toBe(tg("549.98"));
    expect(await giveBack(shop, basisId)).toEqual(err({ code: "fiscal.already_returned" }));
    expect(await viewOf(shop, basisId)).toMatchObject({ returnable: false, leftTiyn: 0n, returns: [{}, {}, {}] });
    // The card paid, so the card gets it back and the drawers stay as they were.
    expect((await bookOf(second.atOperator.id)).map((line) => line.cash_after_tiyn)).toEqual(["0", "0"]);
  });

  test("of one receipt at two registers at once: what one takes the other cannot", async () => {
    const second = await givenSecondTill(shop, () => operator.port);
    const sold = await sell(shop, { payments: [{ type: "card", sumTiyn: tg("500.00") }] });
    // Both read the receipt before either writes: the worst that two tills can do to each other.
    let meet = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      meet = resolve;
    });
    let arrived = 0;
    const meeting = (till: Shop): Shop => {
      const { store } = till.deps;
      const basis: typeof store.basis = async (...args) => {
        const reading = await store.basis(...args);
        if (++arrived === 2) meet();
        await both;
        return reading;
      };
      return { ...till, deps: { ...till.deps, store: { ...store, basis } } };
    };
    const answers = await Promise.all([shop, second].map((till) => giveBack(meeting(till), sold.document.id)));
    expect(arrived).toBe(3);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok)).toEqual([err({ code: "fiscal.already_returned" })]);
    const rows = await look("SELECT basis_turn FROM cabinet.fiscal_document WHERE basis_id = $1", [sold.document.id]);
    expect(rows).toEqual([{ basis_turn: 1 }]);
  });

  test("a refused return gives its part free again", async () => {
    const sold = await sell(shop);
    operator.failNext({ kind: "refuse", code: 13 });
    expect(must(await giveBack(shop, sold.document.id)).outcome).toBe("rejected");
    expect(must(await giveBack(shop, sold.document.id)).outcome).toBe("accepted");
  });

  test("repeat the rate of the sale though it is no longer in force", async () => {
    await setFiscalClock(new Date("2025-12-31T18:59:00.000Z"));
    const sold = await sell(shop, { lines: [loaf({ vatKind: "12" })] });
    await setFiscalClock(new Date("2026-01-01T05:00:00.000Z"));
    const refused = await issueReceipt(shop.deps)(shop.ctx, bread(shop, { lines: [loaf({ vatKind: "12" })] }));
    expect(refused).toMatchObject(err({ code: "fiscal.vat_not_in_force", line: 1 }));
    const back = must(await giveBack(shop, sold.document.id));
    expect(await viewOf(shop, back.document.id)).toMatchObject({ taxes: [{ vatKind: "12", vatTiyn: tg("53.57") }] });
  });

  test("purchases are taken back likewise, and their cash comes in again", async () => {
    await sell(shop);
    const bought = await sell(shop, {
      kind: "purchase",
      lines: [loaf({ vatKind: "none", priceTiyn: tg("200.00") })],
      payments: [{ type: "cash", sumTiyn: tg("200.00") }],
    });
    const back = must(await giveBack(shop, bought.document.id));
    expect(back).toMatchObject({ outcome: "accepted", document: { kind: "purchase_return" } });
    expect((await bookOf(shop.atOperator.id)).at(-1)?.cash_after_tiyn).toBe("50000");
  });

  test("may be paid otherwise than the sale, exactly to the tiyn", async () => {
    const sold = await sell(shop, { payments: [{ type: "card", sumTiyn: tg("500.00") }] });
    const pay = (sum: string, type: "cash" | "card" = "card") => ({ payments: [{ type, sumTiyn: tg(sum) }] });
    expect(await giveBack(shop, sold.document.id, pay("500.01"))).toEqual(
      err({ code: "fiscal.payments_exceed", excessTiyn: tg("0.01") }),
    );
    expect(await giveBack(shop, sold.document.id, pay("499.99"))).toEqual(
      err({ code: "fiscal.payments_not_enough", missingTiyn: tg("0.01") }),
    );
    expect(await giveBack(shop, sold.document.id, pay("500.00", "cash"))).toMatchObject(
      err({ code: "fiscal.not_enough_cash" }),
    );
    expect(must(await giveBack(shop, sold.document.id, pay("500.00", "card"))).outcome).toBe("accepted");
  });

  test("another organisation's receipt is no basis", async () => {
    const stranger = await givenShop(() => operator.port);
    const sold = await sell(stranger);
    expect(await giveBack(shop, sold.document.id)).toEqual(err({ code: "fiscal.basis_not_found" }));
  });
});

describe("a return from paper", () => {
  const paper = (till: Shop, basis: Partial<IssuePaperReturn["basis"]>, sum: string): IssuePaperReturn => ({
    ...{ registerId: till.registerId, key: key(), kind: "sale_return", discountTiyn: tg("0.00") },
    basis: {
      ...{ sign: "7001002003", registrationNumber: "010100000001", issuedAt: new Date("2025-10-07T03:44:00.000Z") },
      ...{ totalTiyn: tg("1000.00"), isOffline: false, ...basis },
    },
    lines: [loaf({ vatKind: "12", priceTiyn: tg(sum) })],
    payments: [{ type: "card", sumTiyn: tg(sum) }],
  });
  const takeBack = (wish: IssuePaperReturn) => issuePaperReturn(shop.deps)(shop.ctx, wish);

  test("of another program's register is bound by its total, over several returns", async () => {
    expect(must(await takeBack(paper(shop, {}, "600.00")))).toMatchObject({
      outcome: "accepted",
      document: { basisId: null },
    });
    expect(await takeBack(paper(shop, {}, "400.01"))).toEqual(
      err({ code: "fiscal.return_exceeds", availableTiyn: tg("400.00") }),
    );
    expect(must(await takeBack(paper(shop, {}, "400.00"))).outcome).toBe("accepted");
    expect(await takeBack(paper(shop, {}, "0.01"))).toEqual(err({ code: "fiscal.already_returned" }));
  });

  test("finds our own receipt by its sign, and is bound to what is left of it", async () => {
    const sold = await sell(shop);
    const named = {
      sign: sold.fiscalSign ?? "",
      registrationNumber: shop.atOperator.registrationNumber,
      totalTiyn: tg("500.00"),
    };
    const own = (sum: string, change: object = {}): IssuePaperReturn => ({
      ...{ ...paper(shop, { ...named, ...change }, sum), lines: [loaf({ priceTiyn: tg(sum) })] },
    });
    const wrong = await takeBack(own("500.00", { totalTiyn: tg("501.00") }));
    expect(wrong).toEqual(err({ code: "fiscal.basis_differs", totalTiyn: tg("500.00") }));
    expect(await takeBack(paper(shop, named, "250.00"))).toEqual(err({ code: "fiscal.basis_vat_differs", line: 1 }));
    const half = must(await takeBack(own("250.00")));
    expect(half).toMatchObject({ outcome: "accepted", document: { basisId: sold.document.id } });
    // Also where the cashier took its sign for an autonomous one.
    expect(await takeBack(own("250.01", { isOffline: true }))).toEqual(
      err({ code: "fiscal.return_exceeds", availableTiyn: tg("250.00") }),
    );
    expect(await giveBack(shop, sold.document.id)).toEqual(
      err({ code: "fiscal.return_exceeds", availableTiyn: tg("250.00") }),
    );
  });

  test("of this very register that its book does not know is refused, as is what no paper says", async () => {
    const own = { registrationNumber: shop.atOperator.registrationNumber };
    expect(await takeBack(paper(shop, own, "1.00"))).toEqual(err({ code: "fiscal.basis_not_found" }));
    for (const wrong of [
      { sign: "12a" },
      { registrationNumber: "1" },
      { totalTiyn: tg("0.00") },
      { issuedAt: new Date("2999-01-01") },
    ])
      expect(await takeBack(paper(shop, wrong, "1.00"))).toEqual(err({ code: "fiscal.basis_malformed" }));
  });
});

test("the report of a past shift is shown again as it was, byte for byte, whatever was sold since", async () => {
  await sell(shop, {
    lines: [loaf({ markupTiyn: tg("1.00") }), loaf({ vatKind: "5" })],
    payments: [{ type: "mobile", sumTiyn: tg("1001.00") }],
  });
  const z = must(await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: key() }));
  const shown = () => reportView(shop.tenantId, shop.registerId, z.document.id);
  const text = (view: unknown) => JSON.stringify(view, (_, value) => (typeof value === "bigint" ? `${value}` : value));
  const first = text(await shown());
  await sell(shop);
  must(await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: key() }));
  expect(first).toContain("1001");
  expect(text(await shown())).toBe(first);
});

/** Random receipts as a busy shop makes them. */
type Line = {
  readonly [Sum in "price" | "quantity" | "discount" | "markup"]: bigint;
} & { readonly vatKind: LineDraft["vatKind"]; readonly section: string; readonly storno: boolean };
const arbitraryLine: fc.Arbitrary<Line> = fc.record({
  price: fc.bigInt({ min: 100n, max: 300_000n }),
  quantity: fc.oneof(
    fc.bigInt({ min: 1n, max: 9n }).map((count) => count * 1000n),
    fc.bigInt({ min: 20n, max: 5_000n }),
  ),
  vatKind: fc.constantFrom(...VAT_KINDS.filter((kind) => kind !== "12")),
  section: fc.constantFrom("1", "2", "бар"),
  discount: fc.bigInt({ min: 0n, max: 60n }),
  markup: fc.constantFrom(0n, 0n, 137n),
  storno: fc.boolean(),
});
const arbitrarySale = fc.record({
  lines: fc.array(arbitraryLine, { minLength: 1, maxLength: 7 }),
  whole: fc.bigInt({ min: -40n, max: 20n }),
  kind: fc.constantFrom("sale" as const, "sale" as const, "sale" as const, "purchase" as const),
  back: fc.array(fc.record({ line: fc.nat({ max: 6 }), share: fc.bigInt({ min: 1n, max: 100n }) }), { maxLength: 3 }),
});

function wishOf(
  till: Shop,
  { lines, whole, kind }: { lines: Line[]; whole: bigint; kind: "sale" | "purchase" },
): IssueReceipt {
  const drafts: LineDraft[] = lines.map(({ price, quantity, vatKind, section, discount, markup, storno }, index) =>
    loaf({
      ...{
        name: `Товар ${index % 3}`,
        priceTiyn: tiyn(price),
        quantityMilli: quantityMilli(quantity),
        vatKind,
        sectionCode: section,
      },
      ...{ discountTiyn: tiyn((((price * quantity) / 1000n) * discount) / 100n), markupTiyn: tiyn(markup) },
      ...(storno && index > 0 ? { storno } : {}),
    }),
  );
  const sum = drafts
    .filter((line) => !line.storno)
    .reduce((all, line) => all + (line.priceTiyn * line.quantityMilli) / 1000n - line.discountTiyn, 0n);
  const change = (sum * (whole < 0n ? -whole : whole)) / 100n;
  return bread(till, {
    ...{ kind, lines: drafts, discountTiyn: tiyn(whole < 0n ? change : 0n) },
    ...(whole > 0n ? { markupTiyn: tiyn(change) } : {}),
    payments: [{ type: "cash", sumTiyn: tiyn(100_000_000n) }],
  });
}

test("whatever is sold, bought and taken back, our Z and the operator's Z say the same, block by block", async () => {
  const alarms: unknown[] = [];
  shop = {
    ...shop,
    deps: { ...shop.deps, log: (level, event, facts) => void (level !== "info" && alarms.push({ event, ...facts })) },
  };
  must(
    await placeCash(shop.deps)(shop.ctx, {
      registerId: shop.registerId,
      key: key(),
      direction: "deposit",
      sumTiyn: tg("900000.00"),
      comment: null,
    }),
  );
  const refusals: string[] = [];
  for (const wish of fc.sample(arbitrarySale, { numRuns: 40, seed: 20261125 })) {
    const sold = await issueReceipt(shop.deps)(shop.ctx, wishOf(shop, wish));
    if (!sold.ok) {
      refusals.push(sold.error.code);
      continue;
    }
    expect(sold.value.refusal).toBeNull();
    for (const { line, share } of wish.back) {
      const left = (await viewOf(shop, sold.value.document.id))?.left ?? [];
      const mine = left[line % Math.max(1, left.length)];
      if (!mine) break;
      const quantity = quantityMilli((mine.quantityMilli * share) / 100n || 1n);
      const back = await giveBack(shop, sold.value.document.id, {
        lines: [{ line: mine.line, quantityMilli: quantity }],
      });
      if (back.ok) expect(back.value.refusal).toBeNull();
      else refusals.push(back.error.code);
    }
  }
  expect(new Set(refusals.filter((code) => code !== "fiscal.total_zero"))).toEqual(new Set());
  const z = must(await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: key() }));
  expect(z.outcome).toBe("accepted");
  expect(alarms).toEqual([]);
  const [stored] = await look<{ answer: Buffer }>(
    "SELECT answer FROM cabinet.fiscal_settlement WHERE document_id = $1 AND kind = 'accepted'",
    [z.document.id],
  );
  expect(stored?.answer.length).toBeGreaterThan(100);
  const booked = (await bookOf(shop.atOperator.id)).length;
  expect(booked).toBe(z.document.number);
});
