import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withTenant } from "@/lib/db";
import { journalFaults } from "@/lib/fiscal/core/check-journal";
import { askInfo } from "@/lib/fiscal/ops/ask-info";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { issueReturn } from "@/lib/fiscal/ops/issue-return";
import { settleHeld } from "@/lib/fiscal/ops/settle-held";
import { takeNewToken } from "@/lib/fiscal/ops/take-new-token";
import { receiptView } from "@/lib/fiscal/queries/documents";
import { tillState } from "@/lib/fiscal/queries/till-state";
import { journalOf } from "@/lib/fiscal/store/journal";
import { err, limits } from "@/lib/kernel";
import { issueToken } from "@/lib/operator/ops/issue-token";
import type { Fault } from "../simulators/operator-proxy";
import { look } from "../support/db";
import {
  bread,
  dispatch,
  givenShop,
  hurry,
  type Shop,
  sell,
  setFiscalClock,
  tape,
  testDeps,
  tg,
} from "../support/fiscal";
import { blockAtOperator, bookOf, startOperator, type TestOperator, unblockAtOperator } from "../support/operator";

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

/** From now on messages meet a fault, and the register does not wait long for them. */
function cutOff(fault: Fault): void {
  operator.setFault(fault);
  // Where the operator is to hear, a slow machine gets the time to tell it.
  const totalMs = fault.kind === "unreachable" ? 500 : 1_500;
  shop = { ...shop, deps: testDeps(() => operator.port, { totalMs }) };
}
/** The link is whole again, and slow machines have their time. */
function heal(): void {
  operator.setFault(null);
  shop = { ...shop, deps: testDeps(() => operator.port) };
}

const till = async () => {
  const state = await tillState(shop.tenantId, shop.registerId);
  if (!state) throw new Error("the register is there");
  return state;
};
const bookedNumbers = async () => (await bookOf(shop.atOperator.id)).map((line) => Number(line.printed_number));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** Nothing was lost: numbers without gaps, an unbroken chain, counters that follow from the journal, one booking per document. */
async function expectWhole() {
  const journal = await withTenant(shop.tenantId, (tx) => journalOf(tx, shop.tenantId, shop.registerId));
  const reading = await shop.deps.store.read(shop.tenantId, shop.registerId);
  if (!journal || !reading) throw new Error("the register worked");
  expect(journalFaults(journal.entries, reading.situation.state.counters, shop.deps.sha256)).toEqual([]);
}

describe("without a link", () => {
  test("ten sales are autonomous at once and reach the operator in order, with their own times", async () => {
    await sell(shop);
    cutOff({ kind: "unreachable" });
    const sales = [await sell(shop)];
    const asked = operator.seen.length;
    for (let index = 0; index < 9; index++) sales.push(await sell(shop));
    // Who waits in a queue asks nobody.
    expect(operator.seen).toHaveLength(asked);
    expect(sales.map((sale) => sale.outcome)).toEqual(Array.from({ length: 10 }, () => "autonomous"));
    expect((await till()).ofd).toMatchObject({ mode: "offline", unsentCount: 10, hoursLeft: 71 });
    await hurry();
    await dispatch(shop.deps);
    expect(await bookedNumbers()).toEqual([1]);

    heal();
    await hurry();
    await dispatch(shop.deps);
    expect(await bookedNumbers()).toEqual(upTo(11));
    const booked = await bookOf(shop.atOperator.id);
    const mine = await tape(shop.registerId);
    const seconds = (moment: Date) => Math.floor(moment.getTime() / 1000);
    expect(booked.map((line) => seconds(line.date_time))).toEqual(mine.map((row) => seconds(row.at)));
    expect(booked.slice(1).every((line) => line.offline)).toBe(true);
    expect((await till()).ofd).toMatchObject({ mode: "online", unsentCount: 0, offlineSince: null });
    await expectWhole();
  });

  test("the paper keeps the autonomous sign, the operator's comes beside it", async () => {
    cutOff({ kind: "unreachable" });
    const sold = await sell(shop);
    heal();
    await hurry();
    await dispatch(shop.deps);
    const view = await receiptView(shop.tenantId, shop.registerId, sold.document.id);
    expect(view).toMatchObject({ outcome: "accepted", issuedAutonomous: true, offlineSign: "1000000001" });
    expect(view?.fiscalSign).toMatch(/^\d+$/);
    expect(view?.papers.ru.qr?.text).toContain("?i=1000000001&");
    expect(view?.papers.ru.lines.map((line) => line.text.trim())).toContain("АВТОНОМНЫЙ РЕЖИМ");
  });

  test("an answer lost past the deadline is replayed, not counted twice", async () => {
    cutOff({ kind: "lose_answer" });
    const sold = await sell(shop);
    expect(sold.outcome).toBe("autonomous");
    expect(await bookOf(shop.atOperator.id)).toHaveLength(1);
    heal();
    await hurry();
    await dispatch(shop.deps);
    expect(await bookOf(shop.atOperator.id)).toHaveLength(1);
    expect(await tape(shop.registerId)).toMatchObject([{ settled: ["autonomous", "accepted"] }]);
    const [first, ...resent] = operator.seen.filter((seen) => seen.frame.deviceId === shop.atOperator.id);
    for (const { frame } of resent)
      expect(frame).toMatchObject({ token: first?.frame.token, requestNumber: first?.frame.requestNumber });
    expect((await sell(shop)).outcome).toBe("accepted");
    await expectWhole();
  });

  test("an answer lost inside the deadline costs nothing: the same bytes go again", async () => {
    operator.failNext({ kind: "lose_answer" });
    const before = operator.seen.length;
    expect((await sell(shop)).outcome).toBe("accepted");
    const [one, two] = operator.seen.slice(before).map((seen) => Buffer.from(seen.frame.body).toString("hex"));
    expect(two).toBe(one);
    expect(await bookOf(shop.atOperator.id)).toHaveLength(1);
  });

  test("time spent waiting for another sender is part of the deadline", async () => {
    await sell(shop);
    operator.setFault({ kind: "lose_answer" });
    const deps = testDeps(() => operator.port, { totalMs: 4_000 });
    await look(
      "UPDATE cabinet.transmission_queue SET lease_until = clock_timestamp() + interval '3.5 s' WHERE register_id = $1",
      [shop.registerId],
    );
    const startedAt = performance.now();
    const sold = await issueReceipt(deps)(shop.ctx, bread(shop));
    // One deadline, not the wait of 3.5 s and then a deadline.
    expect(performance.now() - startedAt).toBeLessThan(7_000);
    expect(sold).toMatchObject({ ok: true, value: { outcome: "autonomous" } });
  });

  test("a sale of 254 for the whole deadline becomes autonomous, never refused", async () => {
    cutOff({ kind: "refuse", code: 254 });
    expect((await sell(shop)).outcome).toBe("autonomous");
  });

  test("a shift is closed without a link, and its Z goes out in its place", async () => {
    cutOff({ kind: "unreachable" });
    const sold = await sell(shop);
    const z = await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: randomUUID() });
    expect(z.ok && z.value.outcome).toBe("autonomous");
    await sell(shop);
    const returned = await issueReturn(shop.deps)(shop.ctx, {
      ...{ registerId: shop.registerId, key: randomUUID(), basisId: sold.document.id },
    });
    expect(returned.ok && returned.value.outcome).toBe("autonomous");
    heal();
    await hurry();
    await dispatch(shop.deps);
    expect((await bookOf(shop.atOperator.id)).map((line) => line.kind)).toEqual([
      "sell",
      "z_report",
      "sell",
      "sell_return",
    ]);
    await expectWhole();
  });

  test("a key repeated after the answer was lost tells the true outcome", async () => {
    cutOff({ kind: "unreachable" });
    const wish = bread(shop);
    const first = await issueReceipt(shop.deps)(shop.ctx, wish);
    expect(first.ok && first.value.outcome).toBe("autonomous");
    heal();
    await hurry();
    await dispatch(shop.deps);
    const again = await issueReceipt(shop.deps)(shop.ctx, wish);
    expect(again.ok && again.value).toMatchObject({ outcome: "accepted", issuedAutonomous: true });
  });

  test("72 hours are counted from the oldest unsent document; the drain lifts the block by itself", async () => {
    const start = new Date("2026-11-20T04:00:00.000Z");
    await setFiscalClock(start);
    cutOff({ kind: "unreachable" });
    await sell(shop);
    await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: randomUUID() });
    await setFiscalClock(new Date(start.getTime() + limits.autonomousMs - 1));
    expect((await sell(shop)).outcome).toBe("autonomous");
    await setFiscalClock(new Date(start.getTime() + limits.autonomousMs));
    const over = err({ code: "registers.blocked_offline_limit" });
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(over);
    await hurry();
    await dispatch(shop.deps);
    expect((await till()).ofd).toMatchObject({ mode: "blocked", hoursLeft: 0 });
    heal();
    await hurry();
    await dispatch(shop.deps);
    expect((await till()).ofd).toMatchObject({ mode: "online", blocks: [] });
    expect((await sell(shop)).outcome).toBe("accepted");
  });

  test("two workers share a queue: each document goes once, in order", async () => {
    cutOff({ kind: "unreachable" });
    for (let index = 0; index < 6; index++) await sell(shop);
    heal();
    const other = testDeps(() => operator.port);
    await hurry();
    await Promise.all([dispatch(shop.deps), dispatch(other), dispatch(shop.deps)]);
    expect(await bookedNumbers()).toEqual(upTo(6));
    await expectWhole();
  });

  test("a worker whose lease passed on settles nothing", async () => {
    cutOff({ kind: "unreachable" });
    await sell(shop);
    heal();
    operator.setFault({ kind: "delay", ms: 1_500 });
    await hurry();
    const seen = operator.seen.length;
    const slow = dispatch(shop.deps);
    await expect.poll(() => operator.seen.length, { interval: 20 }).toBeGreaterThan(seen);
    await look("UPDATE cabinet.transmission_queue SET lease_until = '2020-01-01' WHERE register_id = $1", [
      shop.registerId,
    ]);
    heal();
    const other = testDeps(() => operator.port);
    await hurry();
    await dispatch(other);
    await slow;
    expect(await tape(shop.registerId)).toMatchObject([{ settled: ["autonomous", "accepted"] }]);
    expect(await bookedNumbers()).toEqual([1]);
    await expectWhole();
  });
});

describe("answers that hold a register", () => {
  test("15 blocks, keeps the frame, and a later 0 to SYSTEM lets it go on", async () => {
    await sell(shop);
    await blockAtOperator(shop.atOperator.id, "нет оплаты");
    expect((await sell(shop)).outcome).toBe("autonomous");
    expect((await till()).ofd).toMatchObject({
      mode: "blocked",
      blocks: [{ cause: "ofd", detail: expect.stringContaining("нет оплаты") }],
    });
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(err({ code: "registers.blocked_ofd" }));
    await hurry();
    await dispatch(shop.deps);
    expect((await till()).ofd.mode).toBe("blocked");
    await unblockAtOperator(shop.atOperator.id);
    await hurry();
    await dispatch(shop.deps);
    expect((await till()).ofd).toMatchObject({ mode: "online", unsentCount: 0 });
    expect(await bookedNumbers()).toEqual([1, 2]);
    await expectWhole();
  });

  test("code 2: the token is asked for, INFO goes first, the same document is sealed anew", async () => {
    await sell(shop);
    const client = { ...shop.ctx, tenantId: shop.atOperator.tenantId };
    const fresh = await issueToken(client, { registerId: shop.atOperator.id });
    if (!fresh.ok) throw new Error("the portal gives a token");
    expect((await sell(shop)).outcome).toBe("autonomous");
    expect((await till()).ofd.blocks).toMatchObject([{ cause: "token" }]);
    await hurry();
    expect(await dispatch(shop.deps)).toBe(0);
    const taken = await takeNewToken(shop.deps)(shop.ctx, {
      ...{ registerId: shop.registerId, ofdToken: fresh.value.token.toString() },
    });
    expect(taken).toEqual({ ok: true, value: { tail: fresh.value.token.toString().slice(-2) } });
    await dispatch(shop.deps);
    expect(await bookedNumbers()).toEqual([1, 2]);
    expect((await till()).ofd).toMatchObject({ mode: "online", unsentCount: 0, blocks: [] });
    const acts = await look<{ act: string }>(
      "SELECT act FROM common.audit_entry WHERE tenant_id = $1 AND act LIKE 'fiscal.sealed%'",
      [shop.tenantId],
    );
    expect(acts).toEqual([{ act: "fiscal.sealed_anew" }]);
    await expectWhole();
  });

  test("a token reset while the counted answer was lost: the old frame is replayed first", async () => {
    cutOff({ kind: "lose_answer" });
    await sell(shop);
    const client = { ...shop.ctx, tenantId: shop.atOperator.tenantId };
    const fresh = await issueToken(client, { registerId: shop.atOperator.id });
    if (!fresh.ok) throw new Error("the portal gives a token");
    await takeNewToken(shop.deps)(shop.ctx, { registerId: shop.registerId, ofdToken: fresh.value.token.toString() });
    heal();
    await hurry();
    await dispatch(shop.deps);
    expect(await bookedNumbers()).toEqual([1]);
    expect((await sell(shop)).outcome).toBe("accepted");
  });

  test("refused while draining: blocked with cause data until an admin withdraws it, with a reason", async () => {
    await sell(shop);
    cutOff({ kind: "unreachable" });
    await sell(shop);
    await sell(shop);
    heal();
    operator.failNext({ kind: "refuse", code: 13, text: "bad" });
    await hurry();
    await dispatch(shop.deps);
    expect((await till()).ofd.blocks).toMatchObject([{ cause: "data", detail: "13 bad" }]);
    expect(await bookedNumbers()).toEqual([1]);
    const admin = { ...shop.ctx, actor: { kind: "account" as const, id: randomUUID() } };
    const word = { registerId: shop.registerId, verdict: "withdraw" as const, reason: "ошибка НКТ" };
    expect(await settleHeld(shop.deps)(admin, word)).toEqual({ ok: true, value: { number: 2 } });
    await dispatch(shop.deps);
    expect(await bookedNumbers()).toEqual([1, 3]);
    expect((await till()).cashTiyn).toBe(tg("1000.00"));
    expect(await settleHeld(shop.deps)(admin, word)).toEqual(err({ code: "fiscal.nothing_held" }));
    await expectWhole();
  });

  const adminCtx = () => ({ ...shop.ctx, actor: { kind: "account" as const, id: randomUUID() } });

  test("a held document that no autonomous paper was given for is withdrawn, and the counters follow the journal", async () => {
    const { failpoint } = shop.deps;
    const dying = {
      ...failpoint,
      pass(name: Parameters<typeof failpoint.pass>[0]) {
        if (name === "settle.committed") throw new Error("died");
      },
    };
    operator.failNext({ kind: "refuse", code: 9 });
    await expect(issueReceipt({ ...shop.deps, failpoint: dying })(shop.ctx, bread(shop))).rejects.toThrow("died");
    const word = { registerId: shop.registerId, verdict: "withdraw" as const, reason: "не отправлен" };
    expect(await settleHeld(shop.deps)(adminCtx(), word)).toEqual({ ok: true, value: { number: 1 } });
    await expectWhole();
  });

  test("INFO that fits nothing holds the register; sent again by an admin, the document goes with the fresh token", async () => {
    await sell(shop);
    const client = { ...shop.ctx, tenantId: shop.atOperator.tenantId };
    const fresh = await issueToken(client, { registerId: shop.atOperator.id });
    if (!fresh.ok) throw new Error("the portal gives a token");
    await sell(shop);
    await look("UPDATE operator.document SET printed_number = 77 WHERE register_id = $1", [shop.atOperator.id]);
    await takeNewToken(shop.deps)(shop.ctx, { registerId: shop.registerId, ofdToken: fresh.value.token.toString() });
    await dispatch(shop.deps);
    expect((await till()).ofd.blocks).toMatchObject([{ cause: "data" }]);
    await settleHeld(shop.deps)(adminCtx(), { registerId: shop.registerId, verdict: "resend", reason: "сверено" });
    await dispatch(shop.deps);
    expect(await bookedNumbers()).toEqual([77, 2]);
    expect((await till()).ofd).toMatchObject({ mode: "online", blocks: [] });
    await expectWhole();
  });

  test("a question answered with a broken protocol holds the register until an admin lets it go", async () => {
    operator.failNext({ kind: "refuse", code: 9 });
    await askInfo(shop.deps)(shop);
    expect((await till()).ofd.blocks).toMatchObject([{ cause: "protocol" }]);
    const word = { registerId: shop.registerId, reason: "проверено" };
    expect(await settleHeld(shop.deps)(adminCtx(), { ...word, verdict: "withdraw" })).toEqual(
      err({ code: "fiscal.nothing_held" }),
    );
    expect(await settleHeld(shop.deps)(adminCtx(), { ...word, verdict: "resend" })).toMatchObject({ ok: true });
    expect((await sell(shop)).outcome).toBe("accepted");
  });

  test("a token given anew while the operator held the register lets it go on", async () => {
    await sell(shop);
    await blockAtOperator(shop.atOperator.id, "нет оплаты");
    await sell(shop);
    const client = { ...shop.ctx, tenantId: shop.atOperator.tenantId };
    await unblockAtOperator(shop.atOperator.id);
    const fresh = await issueToken(client, { registerId: shop.atOperator.id });
    if (!fresh.ok) throw new Error("the portal gives a token");
    await hurry();
    await dispatch(shop.deps);
    await takeNewToken(shop.deps)(shop.ctx, { registerId: shop.registerId, ofdToken: fresh.value.token.toString() });
    for (let turn = 0; turn < 3; turn++) {
      await hurry();
      await dispatch(shop.deps);
    }
    expect((await till()).ofd).toMatchObject({ mode: "online", unsentCount: 0, blocks: [] });
    expect(await bookedNumbers()).toEqual([1, 2]);
    await expectWhole();
  });

  test("a broken protocol holds the frame and the sale stands", async () => {
    operator.failNext({ kind: "refuse", code: 9 });
    expect((await sell(shop)).outcome).toBe("autonomous");
    expect((await till()).ofd.blocks).toMatchObject([{ cause: "protocol" }]);
    const admin = { ...shop.ctx, actor: { kind: "account" as const, id: randomUUID() } };
    await settleHeld(shop.deps)(admin, { registerId: shop.registerId, verdict: "resend", reason: "проверено" });
    await dispatch(shop.deps);
    expect(await bookedNumbers()).toEqual([1]);
    await expectWhole();
  });
});

test("INFO is asked after approval and never overwrites what we know", async () => {
  expect(await askInfo(shop.deps)(shop)).toBe("answered");
  await sell(shop);
  expect(await askInfo(shop.deps)(shop)).toBe("answered");
  const [row] = await look<{ info: { lastNumber: number; shiftNumber: number } }>(
    "SELECT info FROM cabinet.fiscal_register WHERE register_id = $1",
    [shop.registerId],
  );
  expect(row?.info).toMatchObject({ lastNumber: 1, shiftNumber: 1 });
  expect((await sell(shop)).outcome).toBe("accepted");
});

test("a register that the operator holds at its first INFO is asked again until it is let go", async () => {
  await blockAtOperator(shop.atOperator.id, "нет договора");
  expect(await askInfo(shop.deps)(shop)).toBe("answered");
  expect((await till()).ofd.blocks).toMatchObject([{ cause: "ofd" }]);
  await unblockAtOperator(shop.atOperator.id);
  await hurry();
  expect(await dispatch(shop.deps)).toBe(1);
  expect((await till()).ofd).toMatchObject({ mode: "online", blocks: [] });
  expect((await sell(shop)).outcome).toBe("accepted");
});

test("a wrong first token is told by INFO, and the right one opens the register", async () => {
  const client = { ...shop.ctx, tenantId: shop.atOperator.tenantId };
  const fresh = await issueToken(client, { registerId: shop.atOperator.id });
  if (!fresh.ok) throw new Error("the portal gives a token");
  expect(await askInfo(shop.deps)(shop)).toBe("answered");
  expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(err({ code: "registers.blocked_token" }));
  await takeNewToken(shop.deps)(shop.ctx, { registerId: shop.registerId, ofdToken: fresh.value.token.toString() });
  expect((await sell(shop)).outcome).toBe("accepted");
});
