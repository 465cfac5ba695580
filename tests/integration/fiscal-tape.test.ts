import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fiscalJobs } from "@/lib/fiscal";
import { closeByClock } from "@/lib/fiscal/ops/close-by-clock";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { placeCash } from "@/lib/fiscal/ops/place-cash";
import { controlTape, controlTapeTotals } from "@/lib/fiscal/queries/control-tape";
import { reportView } from "@/lib/fiscal/queries/documents";
import { findBasis } from "@/lib/fiscal/queries/find-basis";
import { tillState } from "@/lib/fiscal/queries/till-state";
import { fiscalNow, lastCashierName, shiftsWithClock } from "@/lib/fiscal/store/due";
import { quantityMilli } from "@/lib/kernel";

import { deliverLetter } from "@/lib/mail/deliver";
import type { Outgoing } from "@/lib/mail/transport";
import { changeSettings } from "@/lib/registers";
import {
  giveBack,
  givenSecondTill,
  givenShop,
  loaf,
  type Shop,
  sell,
  setFiscalClock,
  tape,
  testDeps,
  tg,
} from "../support/fiscal";
import { runJobs } from "../support/jobs";
import { look } from "../support/look";
import { startOperator, type TestOperator } from "../support/operator";

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

const at = (almaty: string): Date => new Date(`2026-11-${almaty}+05:00`);
const deposit = (till: Shop, sum: string) =>
  placeCash(till.deps)(till.ctx, {
    ...{ registerId: till.registerId, key: randomUUID(), direction: "deposit", sumTiyn: tg(sum), comment: null },
  });
const close = (till: Shop, key = randomUUID()) => closeShift(till.deps)(till.ctx, { registerId: till.registerId, key });

describe("the control tape", () => {
  const wanted = (filter: Parameters<typeof controlTape>[2], page = {}) =>
    controlTape(shop.tenantId, [shop.registerId], filter, page);
  const numbers = async (filter: Parameters<typeof controlTape>[2]) =>
    (await wanted(filter)).rows.map(({ number }) => number);

  /** Two shifts: 1 sale by card, 2 sale of 1000 in cash, 3 deposit, 4 return of 1, 5 Z; 6 refused, 7 sale. */
  async function givenTape(): Promise<void> {
    await setFiscalClock(at("20T09:00:00"));
    const first = await sell(shop, { payments: [{ type: "card", sumTiyn: tg("500.00") }] });
    await setFiscalClock(at("20T10:00:00"));
    await sell(shop, {
      lines: [loaf({ priceTiyn: tg("1000.00") })],
      payments: [{ type: "cash", sumTiyn: tg("1000.00") }],
    });
    await setFiscalClock(at("20T11:00:00"));
    await deposit(shop, "50.00");
    await giveBack(shop, first.document.id);
    await close(shop);
    await setFiscalClock(at("21T09:00:00"));
    operator.failNext({ kind: "refuse", code: 13 });
    await sell(shop);
    await sell(shop);
  }

  test("is filtered by time, shift, kind, payment, cashier and sum", async () => {
    await givenTape();
    expect(await numbers({})).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(await numbers({ from: at("20T10:00:00"), to: at("21T09:00:00") })).toEqual([5, 4, 3, 2]);
    expect(await numbers({ to: at("20T10:00:00") })).toEqual([1]);
    expect(await numbers({ from: at("22T00:00:00") })).toEqual([]);
    expect(await numbers({ shiftNumber: 2 })).toEqual([7, 6]);
    expect(await numbers({ kinds: ["sale_return", "deposit"] })).toEqual([4, 3]);
    expect(await numbers({ payment: "card" })).toEqual([4, 1]);
    expect(await numbers({ cashierId: shop.cashierId, kinds: ["z_report"] })).toEqual([5]);
    expect(await numbers({ cashierId: randomUUID() })).toEqual([]);
    expect(await numbers({ leastTiyn: tg("500.00"), mostTiyn: tg("999.99"), shiftNumber: 1 })).toEqual([4, 1]);
    expect(await numbers({ unsentOnly: true })).toEqual([]);
    operator.setFault({ kind: "unreachable" });
    const cutOff = { ...shop, deps: testDeps(() => operator.port, { totalMs: 500 }) };
    await sell(cutOff);
    await sell(cutOff);
    expect(await numbers({ unsentOnly: true })).toEqual([9, 8]);
    const queue = await controlTapeTotals(shop.tenantId, [shop.registerId], { unsentOnly: true });
    expect(queue.documents).toBe(2);
    expect(await numbers({ unsentOnly: true, shiftNumber: 1 })).toEqual([]);
  });

  test("comes to totals without what was refused, and by ways of payment", async () => {
    await givenTape();
    const totals = await controlTapeTotals(shop.tenantId, [shop.registerId], {});
    expect(totals.documents).toBe((await controlTape(shop.tenantId, [shop.registerId], {})).rows.length);
    expect([...totals.kinds].sort((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: "deposit", count: 1, sumTiyn: tg("50.00") },
      { kind: "sale", count: 3, sumTiyn: tg("2000.00") },
      { kind: "sale_return", count: 1, sumTiyn: tg("500.00") },
    ]);
    expect(totals.payments).toEqual([
      { kind: "sale", type: "card", count: 1, sumTiyn: tg("500.00") },
      { kind: "sale", type: "cash", count: 2, sumTiyn: tg("1500.00") },
      { kind: "sale_return", type: "card", count: 1, sumTiyn: tg("500.00") },
    ]);
    const cards = await controlTapeTotals(shop.tenantId, [shop.registerId], { payment: "card", kinds: ["sale"] });
    expect(cards).toEqual({
      documents: 1,
      kinds: [{ kind: "sale", count: 1, sumTiyn: tg("500.00") }],
      payments: [{ kind: "sale", type: "card", count: 1, sumTiyn: tg("500.00") }],
    });
  });

  test("is read page by page, each document once, and never by another organisation", async () => {
    await givenTape();
    const seen: number[] = [];
    let after: string | undefined;
    do {
      const page = await wanted({}, { after, pageRows: 3 });
      seen.push(...page.rows.map(({ number }) => number));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
    const stranger = await givenShop(() => operator.port);
    expect(await controlTape(stranger.tenantId, [shop.registerId], {})).toEqual({ rows: [], next: null });
    expect(await controlTapeTotals(stranger.tenantId, [shop.registerId], {})).toEqual({
      ...{ documents: 0, kinds: [], payments: [] },
    });
  });
});

describe("the receipt that a buyer brings back is found", () => {
  test("by its number, its sign, its QR, its sum and day, over all registers, with what is left of it", async () => {
    const second = await givenSecondTill(shop, () => operator.port);
    const sold = await sell(second, {
      lines: [loaf({ quantityMilli: quantityMilli(2000n) })],
      payments: [{ type: "card", sumTiyn: tg("1000.00") }],
    });
    await sell(shop);
    await giveBack(shop, sold.document.id, { lines: [{ line: 1, quantityMilli: quantityMilli(1000n) }] });
    const row = {
      id: sold.document.id,
      registerId: second.registerId,
      registerName: "Касса 2",
      leftTiyn: tg("500.00"),
      sign: sold.fiscalSign,
    };
    const find = (search: Parameters<typeof findBasis>[1]) => findBasis(shop.tenantId, search);
    const [sum, day] = [
      { totalTiyn: tg("1000.00") },
      { from: new Date(Date.now() - 600_000), to: new Date(Date.now() + 600_000) },
    ];
    for (const search of [{ number: sold.fiscalSign ?? "" }, { qr: sold.qrText ?? "" }, sum, { ...sum, ...day }])
      expect((await find(search)).rows).toMatchObject([row]);
    expect((await find({ number: "1" })).rows.map(({ registerId }) => registerId).sort()).toEqual(
      [shop.registerId, second.registerId].sort(),
    );
    expect((await find({ number: "1", registerId: shop.registerId })).rows).toMatchObject([
      { registerId: shop.registerId },
    ]);
    expect((await find({ ...sum, to: new Date(Date.now() - 600_000) })).rows).toEqual([]);
    for (const nothing of [{}, { number: "x" }, { qr: "https://example.kz" }, { number: "1", registerId: "x" }])
      expect(await find(nothing)).toEqual({ rows: [], paper: null });
  });

  test("and one of another program comes back as the facts of its paper", async () => {
    const found = await findBasis(shop.tenantId, {
      qr: "http://consumer.oofd.kz?i=1234567890&f=010100000001&s=696.90&t=20260629T170916",
    });
    expect(found).toEqual({
      rows: [],
      paper: {
        ...{ sign: "1234567890", registrationNumber: "010100000001", totalTiyn: tg("696.90"), isOffline: false },
        issuedAt: new Date("2026-06-29T12:09:16.000Z"),
      },
    });
  });
});

describe("a shift that ends by the clock", () => {
  const set = (settings: object) => changeSettings(shop.ctx, { registerId: shop.registerId, settings });
  const tick = (deps = shop.deps) =>
    closeByClock(deps, { now: fiscalNow, openShifts: shiftsWithClock, lastCashierName })(new AbortController().signal);
  const kinds = async () => (await tape(shop.registerId)).map(({ kind }) => kind);

  test("is closed once at its time, by two workers at once too, and the cash is withdrawn if that is set", async () => {
    await setFiscalClock(at("25T09:00:00"));
    await sell(shop);
    await set({ autoCloseAt: "23:30", withdrawOnClose: true });
    expect((await tillState(shop.tenantId, shop.registerId))?.settings).toMatchObject({ autoCloseAt: "23:30" });
    await setFiscalClock(at("25T23:29:59.999"));
    expect(await tick()).toBe(0);
    await setFiscalClock(at("25T23:30:00"));
    await Promise.all([tick(), tick(testDeps(() => operator.port))]);
    expect(await kinds()).toEqual(["sale", "withdrawal", "z_report"]);
    expect(await tick()).toBe(0);
    expect((await tillState(shop.tenantId, shop.registerId))?.cashTiyn).toBe(0n);
    const [z] = await look<{ id: string; cashier_name: string }>(
      "SELECT id, cashier_name FROM cabinet.fiscal_document WHERE register_id = $1 AND kind = 'z_report'",
      [shop.registerId],
    );
    expect(z?.cashier_name).toBe("Сейтова А. Б.");
    expect(await reportView(shop.tenantId, shop.registerId, z?.id ?? "")).toMatchObject({ outcome: "accepted" });
    // What is sold after the time belongs to the next day's shift and stays open.
    await setFiscalClock(at("25T23:31:00"));
    await sell(shop);
    expect(await tick()).toBe(0);
  });

  test("is left alone where a cashier closed it meanwhile and sold again: the next shift keeps its cash", async () => {
    await setFiscalClock(at("25T09:00:00"));
    await sell(shop);
    await set({ autoCloseAt: "23:30", withdrawOnClose: true });
    await setFiscalClock(at("25T23:30:00"));
    const openShifts = async () => {
      const seen = await shiftsWithClock();
      await close(shop, randomUUID());
      await sell(shop);
      return seen;
    };
    const clock = { now: fiscalNow, openShifts, lastCashierName };
    expect(await closeByClock(shop.deps, clock)(new AbortController().signal)).toBe(0);
    expect(await kinds()).toEqual(["sale", "withdrawal", "z_report", "sale"]);
  });

  test("is closed late when nobody was awake at its time, without cash moves past 24 hours", async () => {
    await setFiscalClock(at("25T09:00:00"));
    await sell(shop);
    await set({ autoCloseAt: "23:30", withdrawOnClose: true });
    await setFiscalClock(at("26T10:00:00"));
    expect(await tick()).toBe(1);
    expect(await kinds()).toEqual(["sale", "z_report"]);
  });

  test("closed by hand the cash goes out likewise, and a repeated key makes nothing twice", async () => {
    await sell(shop);
    await set({ withdrawOnClose: true });
    const key = randomUUID();
    const z = await close(shop, key);
    expect(await close(shop, key)).toEqual(z);
    expect(await kinds()).toEqual(["sale", "withdrawal", "z_report"]);
    expect(z.ok && z.value.document.body).toMatchObject({
      report: { counters: { cashTiyn: 0n, placements: { withdrawal: { count: 1, sumTiyn: tg("500.00") } } } },
    });
  });
});

describe("the electronic receipt", () => {
  const mailReceipts = () =>
    runJobs({ "fiscal.mail_receipt": fiscalJobs["fiscal.mail_receipt"] ?? (async () => undefined) });
  const letters = () =>
    look<{ recipient: string; template: string }>(
      "SELECT recipient, template FROM common.letter WHERE tenant_id = $1",
      [shop.tenantId],
    );

  test("goes to the buyer's address once the receipt is one, also an autonomous one, and not when it was refused", async () => {
    const buyer = { email: "Buyer@example.kz" };
    await sell(shop, { buyer });
    operator.failNext({ kind: "refuse", code: 13 });
    await sell(shop, { buyer });
    await mailReceipts();
    expect(await letters()).toEqual([{ recipient: "buyer@example.kz", template: "receipt" }]);
    operator.setFault({ kind: "unreachable" });
    const autonomous = await sell({ ...shop, deps: testDeps(() => operator.port, { totalMs: 300 }) }, { buyer });
    expect(autonomous.outcome).toBe("autonomous");
    await mailReceipts();
    expect(await letters()).toHaveLength(2);
  });

  test("reaches the buyer with its address and its PDF", async () => {
    await sell(shop, { buyer: { email: "buyer@example.kz" } });
    await mailReceipts();
    const [letter] = await look<{ id: string }>("SELECT id FROM common.letter WHERE tenant_id = $1", [shop.tenantId]);
    const sent: Outgoing[] = [];
    await deliverLetter(
      async (outgoing) => {
        sent.push(outgoing);
        return { accepted: true };
      },
      shop.tenantId,
      letter?.id ?? "",
    );
    expect(sent[0]?.text).toMatch(/\/r\/[A-Za-z0-9_-]{86}/);
    expect(sent[0]?.attachments).toMatchObject([{ name: "sale-1.pdf", mediaType: "application/pdf" }]);
    expect(Buffer.from(sent[0]?.attachments?.[0]?.bytes ?? []).toString("latin1", 0, 5)).toBe("%PDF-");
  });
});
