import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { placeCash } from "@/lib/fiscal/ops/place-cash";
import { limits, tiyn } from "@/lib/kernel";
import { makeChance } from "../simulators/chance";
import { system } from "../support/cpcr";
import { bread, dispatch, givenShop, hurry, type Shop, sell, setFiscalClock, testDeps } from "../support/fiscal";
import { DAMAGES, expectOk, fuzzOperator, memoryMb } from "../support/fuzz";
import { outage } from "../support/many-registers";
import { startOperator, type TestOperator } from "../support/operator";
import { givenSpeaker } from "../support/speaker";
import { drain, expectEachOnce } from "../support/wire";

// Faults that are about time and numbers (reliability §2.2): 72 hours, long queues, many registers, damaged bytes. The long
// variants are in tests/deep.

vi.setConfig({ testTimeout: 240_000 });

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

describe("[F8] damaged messages", () => {
  test("every kind of damage to an answer is noticed: the next try settles, the operator books once", async () => {
    for (const [, damage] of Object.entries(DAMAGES)) {
      const own = await givenShop(() => operator.port, { totalMs: 2_000 });
      operator.failNext({ kind: "change", change: (answer) => damage(Buffer.from(answer)) });
      const { outcome } = await sell(own);
      // A size that promises more than comes is waited for until the deadline.
      expect(["accepted", "autonomous"]).toContain(outcome);
      await drain(own);
      await expectEachOnce(own, 1);
    }
  });

  test("mutated messages cost the operator neither life, nor connections, nor memory", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    await fuzzOperator(operator.directPort, speaker.register, 200, makeChance(8));
    const before = memoryMb();
    await fuzzOperator(operator.directPort, speaker.register, 800, makeChance(9));
    expect(memoryMb() - before).toBeLessThan(50);
    const other = await givenSpeaker(operator.directPort);
    expectOk(await other.say(system(other.register)));
  });
});

describe("[F17] 72 hours without a link", () => {
  const start = new Date("2026-11-20T04:00:00.000Z");
  const at = (ms: number) => setFiscalClock(new Date(start.getTime() + ms));
  const SECOND = 1_000;
  const sellNow = (from: Shop) => issueReceipt(from.deps)(from.ctx, bread(from));
  const OVER = { ok: false, error: { code: "registers.blocked_offline_limit" } };

  test("are counted from the oldest unsent document: a second before they sell, a second after they do not, a flapping link restarts nothing", async () => {
    const offline = { ...shop, deps: testDeps(() => operator.port, { totalMs: 500 }) };
    await at(0);
    operator.setFault({ kind: "unreachable" });
    expect((await sell(offline)).outcome).toBe("autonomous");
    await at(20 * 3_600_000);
    const closed = await closeShift(offline.deps)(offline.ctx, { registerId: shop.registerId, key: randomUUID() });
    expect(closed.ok).toBe(true);

    // The link comes and goes: answers are lost, so nothing is settled, and the count goes on.
    operator.setFault({ kind: "lose_answer" });
    await at(50 * 3_600_000);
    await hurry();
    await dispatch(offline.deps);
    operator.setFault({ kind: "unreachable" });
    await at(71 * 3_600_000);
    expect((await sell(offline)).outcome).toBe("autonomous");

    await at(limits.autonomousMs - SECOND);
    expect((await sellNow(offline)).ok).toBe(true);
    const cash = { registerId: shop.registerId, direction: "deposit" as const, sumTiyn: tiyn(100n), comment: null };
    const deposited = await placeCash(offline.deps)(offline.ctx, { ...cash, key: randomUUID() });
    expect(deposited.ok).toBe(true);
    await at(limits.autonomousMs + SECOND);
    expect(await sellNow(offline)).toEqual(OVER);
    expect(await placeCash(offline.deps)(offline.ctx, { ...cash, key: randomUUID() })).toEqual(OVER);
    const z = await closeShift(offline.deps)(offline.ctx, { registerId: shop.registerId, key: randomUUID() });
    expect(z.ok).toBe(true);

    operator.setFault(null);
    await drain(shop);
    expect((await sellNow(shop)).ok).toBe(true);
    await expectEachOnce(shop, 7);
  });

  test("count anew only when the queue was empty in between", async () => {
    const offline = { ...shop, deps: testDeps(() => operator.port, { totalMs: 500 }) };
    await at(0);
    operator.setFault({ kind: "unreachable" });
    await sell(offline);
    operator.setFault(null);
    await at(12 * 3_600_000);
    await drain(shop);
    operator.setFault({ kind: "unreachable" });
    await sell(offline);
    await at(12 * 3_600_000 + limits.autonomousMs - SECOND);
    const closed = await closeShift(offline.deps)(offline.ctx, { registerId: shop.registerId, key: randomUUID() });
    expect(closed.ok).toBe(true);
    expect((await sellNow(offline)).ok).toBe(true);
    await at(12 * 3_600_000 + limits.autonomousMs + SECOND);
    expect(await sellNow(offline)).toEqual(OVER);
  });
});

describe("[F18] a long queue", () => {
  test("goes out in order, and a sale made meanwhile queues behind", async () => {
    const offline = { ...shop, deps: testDeps(() => operator.port, { totalMs: 500 }) };
    operator.setFault({ kind: "unreachable" });
    for (let sale = 0; sale < 60; sale++) await sell(offline);
    operator.setFault({ kind: "delay", ms: 5 });
    await hurry();
    const since = performance.now();
    const sending = dispatch(shop.deps);
    await expect
      .poll(() => operator.seen.filter(({ frame }) => frame.deviceId === shop.atOperator.id).length)
      .toBeGreaterThan(5);
    expect((await sell(shop)).outcome).toBe("autonomous");
    await sending;
    await drain(shop);
    expect(61 / ((performance.now() - since) / 1_000)).toBeGreaterThan(4);
    await expectEachOnce(shop, 61);
  });
});

describe("[F24] many registers whose operator comes back", () => {
  test("each asks no sooner than every 60 seconds, not all at once, and the first minute is no storm", async () => {
    const { during, after, shortestGapMs, shops } = await outage(() => operator.port, 40, { down: 4, up: 2 });
    const sum = (seconds: readonly number[]): number => seconds.reduce((total, attempts) => total + attempts, 0);
    expect(shortestGapMs).toBeGreaterThanOrEqual(60_000);
    const steady = sum(during.slice(60)) / 3;
    expect(sum(after.slice(0, 60))).toBeLessThanOrEqual(steady * 2);
    // They lost it within one second; a third of them in one second would be a herd.
    expect(Math.max(...during.slice(60), ...after)).toBeLessThan(40 / 3);
    await setFiscalClock(null);
    for (const one of shops) await expectEachOnce(one, 1);
  });
});
