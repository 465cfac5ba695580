import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { issueReturn } from "@/lib/fiscal/ops/issue-return";
import { openShift } from "@/lib/fiscal/ops/open-shift";
import { placeCash } from "@/lib/fiscal/ops/place-cash";
import { takeXReport } from "@/lib/fiscal/ops/take-x-report";
import { controlTape } from "@/lib/fiscal/queries/control-tape";
import { receiptView, shifts } from "@/lib/fiscal/queries/documents";
import { tillState } from "@/lib/fiscal/queries/till-state";
import { err, limits, ok } from "@/lib/kernel";
import { restoreOrganization, suspendOrganization } from "@/lib/orgs";
import { registerRow } from "@/lib/registers";
import { look } from "../support/db";
import { bread, givenShop, type Shop, sell, setFiscalClock, tape, testDeps, tg } from "../support/fiscal";
import { bookOf, startOperator, type TestOperator } from "../support/operator";

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
const journalLength = async () => (await tape(shop.registerId)).length;
const money = (direction: "deposit" | "withdrawal", sum: string) =>
  placeCash(shop.deps)(shop.ctx, {
    ...{ registerId: shop.registerId, key: key(), direction, sumTiyn: tg(sum), comment: null },
  });

describe("a sale with a link", () => {
  test("comes back with the operator's fiscal sign, in two commits", async () => {
    const sold = await sell(shop);
    expect(sold.outcome).toBe("accepted");
    expect(sold.fiscalSign).toMatch(/^\d+$/);
    const booked = await bookOf(shop.atOperator.id);
    expect(booked).toMatchObject([
      { fiscal_sign: sold.fiscalSign, total_tiyn: "50000", printed_number: "1", offline: false },
    ]);
    expect(await tape(shop.registerId)).toMatchObject([{ number: "1", settled: ["accepted"] }]);
    const state = await look(
      "SELECT version, sent_number, pending_seal_id FROM cabinet.fiscal_register WHERE register_id = $1",
      [shop.registerId],
    );
    expect(state).toEqual([{ version: "3", sent_number: "1", pending_seal_id: null }]);
  });

  test("a mixed payment keeps the card's sum and gives change from cash", async () => {
    const sold = await sell(shop, {
      payments: [
        { type: "card", sumTiyn: tg("200.00") },
        { type: "cash", sumTiyn: tg("1000.00") },
      ],
    });
    const view = await receiptView(shop.tenantId, shop.registerId, sold.document.id);
    expect(view).toMatchObject({
      payments: [
        { type: "cash", sumTiyn: tg("300.00") },
        { type: "card", sumTiyn: tg("200.00") },
      ],
      ...{ takenTiyn: tg("1000.00"), changeTiyn: tg("700.00"), returnable: true },
    });
    expect((await bookOf(shop.atOperator.id))[0]?.cash_after_tiyn).toBe("30000");
  });

  test("an organisation that pays no VAT sells without it", async () => {
    const small = await givenShop(() => operator.port, { vatPayer: false });
    const sold = await sell(small);
    expect(sold.outcome).toBe("accepted");
    expect((await receiptView(small.tenantId, small.registerId, sold.document.id))?.taxes).toEqual([]);
  });

  test("a whole receipt is returned once, with the VAT and the payments of the sale", async () => {
    const sold = await sell(shop);
    const wish = () => ({ registerId: shop.registerId, key: key(), basisId: sold.document.id });
    const returned = await issueReturn(shop.deps)(shop.ctx, wish());
    expect(returned.ok && returned.value.outcome).toBe("accepted");
    expect(await bookOf(shop.atOperator.id)).toMatchObject([
      { kind: "sell" },
      { kind: "sell_return", total_tiyn: "50000", cash_after_tiyn: "0" },
    ]);
    expect(await issueReturn(shop.deps)(shop.ctx, wish())).toEqual(err({ code: "fiscal.already_returned" }));
    const view = await receiptView(shop.tenantId, shop.registerId, sold.document.id);
    expect(view).toMatchObject({ returnedBy: returned.ok && returned.value.document.id, returnable: false });
  });

  test("X moves nothing, Z closes the shift and agrees with the operator's book", async () => {
    const alarms: string[] = [];
    shop = { ...shop, deps: { ...shop.deps, log: (_, event) => void alarms.push(event) } };
    await sell(shop);
    await money("deposit", "2000.00");
    const x = await takeXReport(shop.deps)(shop.ctx, { registerId: shop.registerId });
    expect(x.ok && x.value.report).toMatchObject({ type: "x", shiftNumber: 1, revenueTiyn: tg("500.00") });
    expect(await journalLength()).toBe(2);
    const z = await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: key() });
    expect(z.ok && z.value).toMatchObject({ outcome: "accepted", document: { number: 3, shiftDocumentNumber: 3 } });
    expect((await bookOf(shop.atOperator.id)).map((line) => line.kind)).toEqual(["sell", "deposit", "z_report"]);
    expect((await shifts(shop.tenantId, shop.registerId, { page: 1 })).rows).toMatchObject([
      { number: 1, documents: 3, revenueTiyn: tg("500.00"), closedAt: expect.any(Date) },
    ]);
    const next = await sell(shop);
    expect(next.document).toMatchObject({ number: 4, shiftNumber: 2, shiftDocumentNumber: 1 });
    expect((await tillState(shop.tenantId, shop.registerId))?.cashTiyn).toBe(tg("3000.00"));
    expect(alarms).toEqual([]);
  });

  test("a refused sale keeps its number, leaves no sum behind, and the corrected one takes the next", async () => {
    await sell(shop);
    operator.failNext({ kind: "refuse", code: 13, text: "нет НКТ" });
    const refused = await sell(shop);
    expect(refused).toMatchObject({ outcome: "rejected", refusal: { code: 13, text: "нет НКТ" } });
    expect((await tillState(shop.tenantId, shop.registerId))?.cashTiyn).toBe(tg("500.00"));
    const corrected = await sell(shop);
    expect(corrected).toMatchObject({ outcome: "accepted", document: { number: 3 } });
    expect((await bookOf(shop.atOperator.id)).map((line) => line.printed_number)).toEqual(["1", "3"]);
  });

  test("what the caller is answered is what is stored: taken, or refused", async () => {
    const stored = (id: string) => shop.deps.store.document(shop.tenantId, shop.registerId, id);
    const taken = await sell(shop);
    expect(taken).toEqual(await stored(taken.document.id));
    operator.failNext({ kind: "refuse", code: 13, text: "нет НКТ" });
    const refused = await sell(shop);
    expect(refused).toEqual(await stored(refused.document.id));
  });

  test("code 11 refuses the sale and closes the shift", async () => {
    await sell(shop);
    operator.failNext({ kind: "refuse", code: 11 });
    expect((await sell(shop)).outcome).toBe("rejected");
    expect((await tape(shop.registerId)).map((row) => row.kind)).toEqual(["sale", "sale", "z_report"]);
    expect((await sell(shop)).document.shiftNumber).toBe(2);
  });
});

describe("refusals leave nothing behind", () => {
  test("payments that do not cover the sale", async () => {
    const answer = await issueReceipt(shop.deps)(
      shop.ctx,
      bread(shop, { payments: [{ type: "cash", sumTiyn: tg("499.99") }] }),
    );
    expect(answer).toEqual(err({ code: "fiscal.payments_not_enough", missingTiyn: tg("0.01") }));
    expect(await journalLength()).toBe(0);
  });

  test("another organisation's register reads as absent", async () => {
    const other = await givenShop(() => operator.port);
    const answer = await issueReceipt(shop.deps)(shop.ctx, bread(other));
    expect(answer).toEqual(err({ code: "fiscal.register_not_found" }));
    expect(await tillState(shop.tenantId, other.registerId)).toBeNull();
    expect((await controlTape(shop.tenantId, [other.registerId], {})).rows).toEqual([]);
  });

  test("a cashier who is not admitted, or no longer", async () => {
    const stranger = { ...shop.ctx, actor: { kind: "account" as const, id: randomUUID() } };
    const refused = err({ code: "fiscal.cashier_not_admitted" });
    expect(await issueReceipt(shop.deps)(stranger, bread(shop))).toEqual(refused);
    await look("UPDATE cabinet.cashier SET disabled_at = now() WHERE id = $1", [shop.cashierId]);
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(refused);
  });

  test("a register that is not active, or blocked", async () => {
    await look("INSERT INTO cabinet.register_block VALUES ($1, $2, 'tax', now(), NULL)", [
      shop.tenantId,
      shop.registerId,
    ]);
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(err({ code: "registers.blocked_tax" }));
    await look("UPDATE cabinet.register SET status = 'deregistered' WHERE id = $1", [shop.registerId]);
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toMatchObject(err({ code: "registers.not_active" }));
    expect(await journalLength()).toBe(0);
  });

  test("a suspended organisation, until it is restored; its shift can be closed meanwhile", async () => {
    await sell(shop);
    const admin = { ...shop.ctx, tenantId: "" };
    const organizationId = shop.tenantId;
    await suspendOrganization(admin, { organizationId, reason: "по письму УГД" });
    const suspended = err({ code: "registers.organization_suspended" as const });
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(suspended);
    expect(await money("deposit", "1.00")).toEqual(suspended);
    const till = await tillState(shop.tenantId, shop.registerId);
    expect(till).toMatchObject({ can: { sell: { allowed: false, error: suspended.error } } });
    expect(till?.ofd.blocks).toEqual([{ cause: "organization", detail: null }]);
    expect((await registerRow(shop.tenantId, shop.registerId))?.blocks).toEqual(["organization"]);
    expect(await journalLength()).toBe(1);
    expect((await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: key() })).ok).toBe(true);
    await restoreOrganization(admin, { organizationId });
    expect((await sell(shop)).outcome).toBe("accepted");
  });

  test("cash out below zero, to the tiyn", async () => {
    expect((await money("deposit", "100.00")).ok).toBe(true);
    expect(await money("withdrawal", "100.01")).toEqual(
      err({ code: "fiscal.not_enough_cash", availableTiyn: tg("100.00"), missingTiyn: tg("0.01") }),
    );
    expect(await journalLength()).toBe(1);
    expect((await money("withdrawal", "100.00")).ok).toBe(true);
  });

  test("Z and X without an open shift; opening an open one", async () => {
    const register = { registerId: shop.registerId };
    const notOpen = err({ code: "fiscal.shift_not_open" });
    expect(await closeShift(shop.deps)(shop.ctx, { ...register, key: key() })).toEqual(notOpen);
    expect(await takeXReport(shop.deps)(shop.ctx, register)).toEqual(notOpen);
    expect(await openShift(shop.deps)(shop.ctx, register)).toEqual(ok({ shiftNumber: 1 }));
    expect(await openShift(shop.deps)(shop.ctx, register)).toEqual(err({ code: "fiscal.shift_already_open" }));
    expect((await sell(shop)).document).toMatchObject({ shiftNumber: 1, shiftDocumentNumber: 1 });
  });

  test("a sale is allowed a millisecond before 24 hours and refused at them; Z still closes", async () => {
    const opened = new Date("2026-11-25T04:00:00.000Z");
    await setFiscalClock(opened);
    await sell(shop);
    await setFiscalClock(new Date(opened.getTime() + limits.shiftMs - 1));
    expect((await sell(shop)).outcome).toBe("accepted");
    await setFiscalClock(new Date(opened.getTime() + limits.shiftMs));
    const tooLong = err({ code: "fiscal.shift_too_long", openedAt: opened });
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(tooLong);
    expect(await money("deposit", "1.00")).toEqual(tooLong);
    expect((await tillState(shop.tenantId, shop.registerId))?.can.sell).toEqual({
      ...{ allowed: false, error: { code: "fiscal.shift_too_long", openedAt: opened } },
    });
    const z = await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: key() });
    expect(z.ok && z.value.outcome).toBe("accepted");
  });

  test("a receipt is never dated before the one before it, though the clock went back", async () => {
    await setFiscalClock(new Date("2026-11-25T10:00:00.000Z"));
    const first = await sell(shop);
    await setFiscalClock(new Date("2026-11-25T09:00:00.000Z"));
    const second = await sell(shop);
    expect(second.document.at).toEqual(first.document.at);
  });
});

describe("one key, one document", () => {
  test("a repeat answers with the same document, also many at once", async () => {
    const wish = bread(shop);
    const answers = await Promise.all(Array.from({ length: 20 }, () => issueReceipt(shop.deps)(shop.ctx, wish)));
    const ids = new Set(answers.map((answer) => answer.ok && answer.value.document.id));
    expect(ids.size).toBe(1);
    expect(await bookOf(shop.atOperator.id)).toHaveLength(1);
  });

  test("two processes with one key make one document", async () => {
    const wish = bread(shop);
    const other = testDeps(() => operator.port);
    const answers = await Promise.all([issueReceipt(shop.deps)(shop.ctx, wish), issueReceipt(other)(shop.ctx, wish)]);
    expect(answers.map((answer) => answer.ok && answer.value.outcome)).toEqual(["accepted", "accepted"]);
    expect(await bookOf(shop.atOperator.id)).toHaveLength(1);
  });

  test("the same key with another body is a conflict and changes nothing", async () => {
    const wish = bread(shop);
    const sold = await issueReceipt(shop.deps)(shop.ctx, wish);
    const answer = await issueReceipt(shop.deps)(shop.ctx, {
      ...wish,
      payments: [{ type: "card", sumTiyn: tg("500.00") }],
    });
    expect(answer).toEqual(err({ code: "fiscal.idempotency_conflict" }));
    expect(await issueReceipt(shop.deps)(shop.ctx, wish)).toEqual(sold);
  });
});

test("two tills of two processes on one register make numbers without gaps", async () => {
  const other = { ...shop, deps: testDeps(() => operator.port) };
  const sales = await Promise.all(Array.from({ length: 12 }, (_, index) => sell(index % 2 ? shop : other)));
  expect(sales.every((sale) => sale.outcome === "accepted" || sale.outcome === "autonomous")).toBe(true);
  const numbers = (await tape(shop.registerId)).map((row) => Number(row.number));
  expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
});

test("the database gives the app no right to change or delete what was issued", async () => {
  const rows = await look<{ table_name: string; verbs: string }>(
    `SELECT table_name, string_agg(privilege_type, ',' ORDER BY privilege_type) AS verbs
     FROM information_schema.role_table_grants WHERE grantee = 'tiyn_app' AND table_schema = 'cabinet'
       AND table_name IN ('fiscal_document', 'fiscal_seal', 'fiscal_attempt', 'fiscal_settlement', 'idempotency')
     GROUP BY table_name ORDER BY table_name`,
  );
  expect(rows.map((row) => row.verbs)).toEqual(Array.from({ length: 5 }, () => "INSERT,SELECT"));
});
