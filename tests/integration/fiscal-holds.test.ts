import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askInfo } from "@/lib/fiscal/ops/ask-info";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import type { FiscalDeps } from "@/lib/fiscal/ops/deps";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { issueReturn } from "@/lib/fiscal/ops/issue-return";
import { settleHeld } from "@/lib/fiscal/ops/settle-held";
import { takeNewToken } from "@/lib/fiscal/ops/take-new-token";
import { takeXReport } from "@/lib/fiscal/ops/take-x-report";
import { receiptView } from "@/lib/fiscal/queries/documents";
import { tillState } from "@/lib/fiscal/queries/till-state";
import { err, limits } from "@/lib/kernel";
import { issueToken } from "@/lib/operator/ops/issue-token";
import { markForReconciliation } from "@/lib/supervisor/backup/reconcile";
import { look } from "../support/db";
import { bread, dispatch, givenShop, hurry, type Shop, sell, setFiscalClock, tape, testDeps } from "../support/fiscal";
import { blockAtOperator, bookOf, startOperator, type TestOperator, unblockAtOperator } from "../support/operator";

// What holds a register, who lets it go, and what people are told.

let operator: TestOperator;
let shop: Shop;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());
beforeEach(async () => {
  operator.setFault(null);
  await setFiscalClock(null);
  // Registers of the tests before are out of the way.
  await look("UPDATE cabinet.transmission_queue SET due_at = NULL");
  await look("UPDATE cabinet.register SET status = 'deregistered'");
  shop = await givenShop(() => operator.port);
});

const till = async () => {
  const state = await tillState(shop.tenantId, shop.registerId);
  if (!state) throw new Error("the register is there");
  return state;
};
const causes = async () => (await till()).ofd.blocks.map(({ cause }) => cause);
const bookedNumbers = async () => (await bookOf(shop.atOperator.id)).map((line) => Number(line.printed_number));
const seenCommands = () =>
  operator.seen.filter(({ frame }) => frame.deviceId === shop.atOperator.id).map(({ request }) => request?.command);
const alarms = () =>
  look<{ kind: string; subject: string; facts: Record<string, unknown>; open: boolean }>(
    "SELECT kind, subject, facts, closed_at IS NULL AS open FROM cabinet.fiscal_alarm WHERE register_id = $1 ORDER BY kind",
    [shop.registerId],
  );
const audited = async (act: string) =>
  (await look("SELECT act FROM common.audit_entry WHERE tenant_id = $1 AND act = $2", [shop.tenantId, act])).length;
const admin = () => ({ ...shop.ctx, actor: { kind: "account" as const, id: randomUUID() } });
const say = (verdict: "withdraw" | "resend") =>
  settleHeld(shop.deps)(admin(), { registerId: shop.registerId, verdict, reason: "сверено" });
const close = (deps: FiscalDeps = shop.deps) =>
  closeShift(deps)(shop.ctx, { registerId: shop.registerId, key: randomUUID() });

async function freshToken(): Promise<string> {
  const fresh = await issueToken(
    { ...shop.ctx, tenantId: shop.atOperator.tenantId },
    { registerId: shop.atOperator.id },
  );
  if (!fresh.ok) throw new Error("the portal gives a token");
  return fresh.value.token.toString();
}
const typeToken = (ofdToken: string) => takeNewToken(shop.deps)(shop.ctx, { registerId: shop.registerId, ofdToken });

async function drainNow(): Promise<void> {
  await hurry();
  await dispatch(shop.deps);
}

/** The same parts, dying at a failpoint. */
function dyingAt(name: string): FiscalDeps {
  const { failpoint } = shop.deps;
  const pass = (passed: Parameters<typeof failpoint.pass>[0]) => {
    if (passed === name) throw new Error("died");
  };
  return { ...shop.deps, failpoint: { ...failpoint, pass } };
}

describe("code 11 closes the shift", () => {
  test("in the commit that refuses: a death right after it leaves no open shift behind", async () => {
    await sell(shop);
    operator.failNext({ kind: "refuse", code: 11 });
    await expect(issueReceipt(dyingAt("settle.committed"))(shop.ctx, bread(shop))).rejects.toThrow("died");
    expect((await tape(shop.registerId)).map((row) => row.kind)).toEqual(["sale", "sale", "z_report"]);
    expect((await till()).shift).toBeNull();
    await drainNow();
    expect((await bookOf(shop.atOperator.id)).map((line) => line.kind)).toEqual(["sell", "z_report"]);
    expect((await sell(shop)).document.shiftNumber).toBe(2);
  });

  test("without the cashier waiting for the Z", async () => {
    await sell(shop);
    operator.setFault({ kind: "swallow" });
    operator.failNext({ kind: "refuse", code: 11 });
    const startedAt = performance.now();
    expect((await sell(shop)).outcome).toBe("rejected");
    // The answer to the Z would not have come within the deadline of 20 s.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test("also after a refused cash move, and once for two refusals at once", async () => {
    await sell(shop);
    operator.setFault({ kind: "refuse", code: 11 });
    const other = testDeps(() => operator.port);
    await Promise.all([issueReceipt(shop.deps)(shop.ctx, bread(shop)), issueReceipt(other)(shop.ctx, bread(shop))]);
    const closed = (await tape(shop.registerId)).filter((row) => row.kind === "z_report");
    expect(closed.length).toBeGreaterThan(0);
    const shifts = await look("SELECT number FROM cabinet.fiscal_shift WHERE register_id = $1 AND closed_at IS NULL", [
      shop.registerId,
    ]);
    expect(shifts.length).toBeLessThanOrEqual(1);
  });
});

describe("one deadline for a request of the till", () => {
  const HASTY = { totalMs: 800 };
  const timed = async (work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };

  test("holds while the operator holds the register and is silent", async () => {
    await sell(shop);
    await blockAtOperator(shop.atOperator.id, "нет оплаты");
    await askInfo(shop.deps)(shop);
    expect(await causes()).toEqual(["ofd"]);
    operator.setFault({ kind: "swallow" });
    const asked = seenCommands().length;
    const deps = testDeps(() => operator.port, HASTY);
    expect(await timed(() => close(deps))).toBeLessThan(HASTY.totalMs + 1_500);
    expect(seenCommands().slice(asked)).toEqual(["COMMAND_SYSTEM"]);
  });

  test("holds for several tills of one register that wait for each other", async () => {
    await sell(shop);
    operator.setFault({ kind: "delay", ms: 900 });
    const deps = testDeps(() => operator.port, { totalMs: 1_300 });
    const spans = await Promise.all(
      Array.from({ length: 5 }, () => timed(() => issueReceipt(deps)(shop.ctx, bread(shop)))),
    );
    expect(Math.max(...spans)).toBeLessThan(2_600);
  });
});

describe("an admin's withdrawal", () => {
  test("of a sale whose return stands is refused", async () => {
    await sell(shop);
    operator.setFault({ kind: "unreachable" });
    shop = { ...shop, deps: testDeps(() => operator.port, { totalMs: 400 }) };
    const sold = await sell(shop);
    const returned = { registerId: shop.registerId, key: randomUUID(), basisId: sold.document.id };
    expect((await issueReturn(shop.deps)(shop.ctx, returned)).ok).toBe(true);
    operator.setFault(null);
    shop = { ...shop, deps: testDeps(() => operator.port) };
    operator.failNext({ kind: "refuse", code: 13 });
    await drainNow();
    expect(await causes()).toEqual(["data"]);
    expect(await say("withdraw")).toEqual(err({ code: "fiscal.return_stands" }));
    expect(await say("resend")).toMatchObject({ ok: true });
    await drainNow();
    expect(await bookedNumbers()).toEqual([1, 2, 3]);
  });

  test("of a Z answers by its own reason", async () => {
    await sell(shop);
    operator.failNext({ kind: "refuse", code: 13 });
    expect((await close()).ok).toBe(true);
    expect(await causes()).toEqual(["data"]);
    expect(await say("withdraw")).toEqual(err({ code: "fiscal.z_stays" }));
    expect(await say("resend")).toMatchObject({ ok: true });
  });
});

describe("a fresh token after code 2", () => {
  async function refusedToken(): Promise<void> {
    await sell(shop);
    const fresh = await freshToken();
    await sell(shop);
    expect(await causes()).toEqual(["token"]);
    await typeToken(fresh);
  }

  test.each([1, 15])(
    "INFO answers %i: held by the operator, the token is kept, and it goes on by itself",
    async (code) => {
      await refusedToken();
      operator.failNext({ kind: "refuse", code });
      await drainNow();
      expect(await causes()).toEqual(["ofd"]);
      await drainNow();
      expect(await causes()).toEqual([]);
      expect(await bookedNumbers()).toEqual([1, 2]);
    },
  );

  test("INFO answers 9: held by the protocol with an alarm until an admin lets it go", async () => {
    await refusedToken();
    operator.failNext({ kind: "refuse", code: 9 });
    await drainNow();
    expect(await causes()).toEqual(["protocol"]);
    expect(await alarms()).toMatchObject([
      { kind: "exchange_broken", facts: { code: 9, severity: "severe" }, open: true },
    ]);
    await drainNow();
    expect(await bookedNumbers()).toEqual([1]);
    expect(await say("resend")).toMatchObject({ ok: true });
    await drainNow();
    expect(await bookedNumbers()).toEqual([1, 2]);
    expect((await alarms())[0]?.open).toBe(false);
  });

  test("INFO answers 2 again: a new one is asked for", async () => {
    await refusedToken();
    operator.failNext({ kind: "refuse", code: 2 });
    await drainNow();
    expect(await causes()).toEqual(["token"]);
    await typeToken(await freshToken());
    await drainNow();
    expect(await bookedNumbers()).toEqual([1, 2]);
  });

  test("a document refused before the one whose token was refused does not make INFO unclear", async () => {
    await sell(shop);
    operator.failNext({ kind: "refuse", code: 13 });
    await sell(shop);
    const fresh = await freshToken();
    await sell(shop);
    await typeToken(fresh);
    await drainNow();
    expect(await causes()).toEqual([]);
    expect(await bookedNumbers()).toEqual([1, 3]);
  });
});

describe("code 8", () => {
  test("holds with a severe alarm, and INFO tells the admin what the operator has", async () => {
    await sell(shop);
    operator.failNext({ kind: "refuse", code: 8 });
    expect((await sell(shop)).outcome).toBe("autonomous");
    expect(await causes()).toEqual(["protocol"]);
    expect(await alarms()).toMatchObject([{ kind: "exchange_broken", facts: { code: 8, severity: "severe" } }]);
    const jobs = await look<{ count: number }>(
      "SELECT count(*)::int FROM graphile_worker._private_jobs WHERE key = $1",
      [`fiscal.ask_info:${shop.registerId}`],
    );
    expect(jobs).toEqual([{ count: 1 }]);
    expect(await askInfo(shop.deps)(shop)).toBe("answered");
    const [row] = await look<{ info: { lastNumber: number } }>(
      "SELECT info FROM cabinet.fiscal_register WHERE register_id = $1",
      [shop.registerId],
    );
    expect(row?.info.lastNumber).toBe(1);
    await drainNow();
    expect(await causes()).toEqual(["protocol"]);
    expect(await bookedNumbers()).toEqual([1]);
  });
});

describe("a clock set back", () => {
  const noon = new Date("2026-11-25T07:00:00.000Z");
  const earlier = (ms: number) => new Date(noon.getTime() - ms);
  const HOUR = 60 * 60 * 1000;

  test("frees the lease of a holder that died, and what was put off is due", async () => {
    await setFiscalClock(noon);
    await sell(shop);
    await shop.deps.store.takeLease(shop.tenantId, shop.registerId, "dead", 10_000);
    await look("UPDATE cabinet.transmission_queue SET due_at = $2 WHERE register_id = $1", [
      shop.registerId,
      new Date(noon.getTime() + 60_000),
    ]);
    await setFiscalClock(earlier(HOUR));
    expect((await shop.deps.store.takeDue("other", 1_000, 50)).map((lease) => lease.registerId)).toEqual([
      shop.registerId,
    ]);
    await look("UPDATE cabinet.transmission_queue SET lease_until = $2 WHERE register_id = $1", [
      shop.registerId,
      new Date(noon.getTime() + 10_000),
    ]);
    expect((await sell(shop)).outcome).toBe("accepted");
  });

  test("by more than two minutes is an alarm with an entry; documents are never dated back, and the shop sells on", async () => {
    await setFiscalClock(noon);
    const first = await sell(shop);
    await setFiscalClock(earlier(2 * 60 * 1000));
    await sell(shop);
    expect(await alarms()).toEqual([]);
    await setFiscalClock(earlier(2 * 60 * 1000 + 1));
    const later = await sell(shop);
    expect(later).toMatchObject({ outcome: "accepted", document: { at: first.document.at } });
    expect(await alarms()).toMatchObject([{ kind: "clock_back", open: true }]);
    expect(await audited("fiscal.clock_went_back")).toBe(1);
  });

  test("does not make 72 hours of work without the operator longer", async () => {
    await setFiscalClock(noon);
    operator.setFault({ kind: "unreachable" });
    const deps = testDeps(() => operator.port, { totalMs: 400 });
    await sell({ ...shop, deps });
    await setFiscalClock(earlier(HOUR));
    await sell({ ...shop, deps });
    await setFiscalClock(new Date(noon.getTime() + limits.autonomousMs));
    await close();
    expect(await issueReceipt(deps)(shop.ctx, bread(shop))).toEqual(err({ code: "registers.blocked_offline_limit" }));
  });
});

describe("INFO", () => {
  const forgetful = (printed: number) =>
    look("UPDATE operator.document SET printed_number = $2 WHERE register_id = $1", [shop.atOperator.id, printed]);

  test("that agrees raises nothing; one that differs is an alarm, overwrites nothing, and an agreement closes it", async () => {
    await sell(shop);
    await askInfo(shop.deps)(shop);
    expect(await alarms()).toEqual([]);
    await forgetful(77);
    await askInfo(shop.deps)(shop);
    const differences = [{ what: "last_document", ours: "1", theirs: "77" }];
    expect(await alarms()).toMatchObject([{ kind: "info_differs", facts: { differences }, open: true }]);
    expect(await causes()).toEqual([]);
    expect((await sell(shop)).document.number).toBe(2);
    await askInfo(shop.deps)(shop);
    expect((await alarms())[0]?.open).toBe(false);
  });

  test("compares shift, cash and life totals while nothing waits, and agrees after a whole day of work", async () => {
    await sell(shop);
    const sold = await sell(shop, {
      payments: [{ type: "card", sumTiyn: bread(shop).payments[0]?.sumTiyn ?? (0n as never) }],
    });
    await issueReturn(shop.deps)(shop.ctx, {
      registerId: shop.registerId,
      key: randomUUID(),
      basisId: sold.document.id,
    });
    await askInfo(shop.deps)(shop);
    await close();
    await askInfo(shop.deps)(shop);
    operator.failNext({ kind: "refuse", code: 13 });
    await sell(shop);
    await askInfo(shop.deps)(shop);
    await sell(shop);
    await askInfo(shop.deps)(shop);
    expect(await alarms()).toEqual([]);
    await look("UPDATE cabinet.fiscal_register SET shift_number = 9, version = version + 1 WHERE register_id = $1", [
      shop.registerId,
    ]);
    await askInfo(shop.deps)(shop);
    expect((await alarms())[0]?.facts).toEqual({
      differences: [{ what: "shift_number", ours: "9", theirs: "2" }],
    });
  });

  test("is asked when the first document of a shift is made", async () => {
    await sell(shop);
    await close();
    await look("DELETE FROM graphile_worker._private_jobs");
    await sell(shop);
    expect(await look("SELECT key FROM graphile_worker._private_jobs")).toEqual([
      { key: `fiscal.ask_info:${shop.registerId}` },
    ]);
  });

  test("about a register that made nothing yet, with a past at the operator, asks for a person", async () => {
    await sell(shop);
    await look(
      "UPDATE cabinet.fiscal_register SET last_number = 0, sent_number = 0, booked_number = 0 WHERE register_id = $1",
      [shop.registerId],
    );
    await askInfo(shop.deps)(shop);
    expect((await till()).ofd.blocks).toMatchObject([{ cause: "data", detail: "INFO 1, 0" }]);
  });

  test("restored: nothing is sold or sent before it; an equal last document lets the register go on", async () => {
    await sell(shop);
    operator.setFault({ kind: "lose_answer" });
    await sell({ ...shop, deps: testDeps(() => operator.port, { totalMs: 400 }) });
    operator.setFault({ kind: "unreachable" });
    await markForReconciliation(process.env.DATABASE_URL ?? "");
    const waiting = err({ code: "fiscal.reconciling" as const });
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(waiting);
    expect((await till()).can.sell).toEqual({ allowed: false, error: waiting.error });
    operator.setFault(null);
    const asked = seenCommands().length;
    // The operator booked the second document and gave a token with the lost answer: as after a backup, ours is old.
    await drainNow();
    expect(seenCommands().slice(asked)).toEqual(["COMMAND_INFO"]);
    expect(await causes()).toEqual(["data"]);
    await typeToken(await freshToken());
    await drainNow();
    expect(seenCommands().slice(asked)).toEqual(["COMMAND_INFO", "COMMAND_INFO", "COMMAND_TICKET"]);
    expect(await causes()).toEqual([]);
    expect(await bookedNumbers()).toEqual([1, 2]);
    expect((await sell(shop)).outcome).toBe("accepted");
  });

  test("restored with the same last document: goes on by itself", async () => {
    await sell(shop);
    await markForReconciliation(process.env.DATABASE_URL ?? "");
    await dispatch(shop.deps);
    expect((await till()).can.sell).toEqual({ allowed: true });
    expect(await audited("fiscal.reconciled")).toBe(1);
    expect((await sell(shop)).outcome).toBe("accepted");
  });

  test("restored, and the operator has a document that we do not hold: blocked until an admin decides", async () => {
    await sell(shop);
    await forgetful(5);
    await markForReconciliation(process.env.DATABASE_URL ?? "");
    await dispatch(shop.deps);
    expect((await till()).ofd.blocks).toMatchObject([{ cause: "data", detail: "INFO 5, 1" }]);
    expect(await alarms()).toMatchObject([{ kind: "info_differs" }]);
    expect(await issueReceipt(shop.deps)(shop.ctx, bread(shop))).toEqual(err({ code: "registers.blocked_data" }));
    expect(await say("resend")).toMatchObject({ ok: true });
    expect((await sell(shop)).outcome).toBe("accepted");
  });

  test("restored, and the number is ours but the document is another: blocked", async () => {
    await sell(shop);
    await look("UPDATE operator.document SET total_tiyn = 1 WHERE register_id = $1", [shop.atOperator.id]);
    await markForReconciliation(process.env.DATABASE_URL ?? "");
    await dispatch(shop.deps);
    expect(await causes()).toEqual(["data"]);
  });

  test("restored, and the operator holds the register: asked again until it does not", async () => {
    await sell(shop);
    await blockAtOperator(shop.atOperator.id, "нет оплаты");
    await markForReconciliation(process.env.DATABASE_URL ?? "");
    await dispatch(shop.deps);
    expect(await causes()).toEqual(["ofd"]);
    await unblockAtOperator(shop.atOperator.id);
    await drainNow();
    expect(await causes()).toEqual([]);
    expect((await sell(shop)).outcome).toBe("accepted");
  });
});

describe("what the operator says", () => {
  test("with code 15 is kept, and the till shows it", async () => {
    await sell(shop);
    await blockAtOperator(shop.atOperator.id, "нет оплаты за ноябрь");
    await sell(shop);
    expect((await till()).ofd.notice).toBe("нет оплаты за ноябрь");
  });

  test("in its texts for receipts is kept and printed below the next one; a newer text of a kind replaces the older", async () => {
    const { wire } = shop.deps;
    let text = "ОФД: чек проверен\nkofd.kz";
    const saying: FiscalDeps = {
      ...shop.deps,
      wire: {
        async exchange(exchange) {
          const heard = await wire.exchange(exchange);
          const ads = { TICKET_AD_OFD: { version: "1", text } };
          return heard.answered ? { ...heard, answer: { ...heard.answer, ads } } : heard;
        },
      },
    };
    await sell({ ...shop, deps: saying });
    text = "Спасибо";
    const second = await sell({ ...shop, deps: saying });
    const third = await sell(shop);
    const bottom = async (id: string) => {
      const view = await receiptView(shop.tenantId, shop.registerId, id);
      return view?.papers.ru.lines.slice(-2).map((line) => line.text.trim());
    };
    expect(await bottom(second.document.id)).toEqual(["ОФД: чек проверен", "kofd.kz"]);
    expect((await bottom(third.document.id))?.at(-1)).toBe("Спасибо");
    const x = await takeXReport(shop.deps)(shop.ctx, { registerId: shop.registerId });
    const z = await close();
    for (const head of [x.ok ? x.value.head : null, z.ok ? z.value.document.body.head : null])
      expect(head?.bottomLines?.at(-1)).toBe("Спасибо");
  });

  test("a Z that differs from the operator's is kept with what differs", async () => {
    await sell(shop);
    const { wire } = shop.deps;
    const odd: FiscalDeps = {
      ...shop.deps,
      wire: {
        async exchange(exchange) {
          const heard = await wire.exchange(exchange);
          if (!heard.answered || !heard.answer.report) return heard;
          return { ...heard, answer: { ...heard.answer, report: { ...heard.answer.report, shift_number: 8 } } };
        },
      },
    };
    const z = await close(odd);
    const id = z.ok ? z.value.document.id : "";
    const differences = [{ what: "shift_number", ours: "1", theirs: "8" }];
    expect(await alarms()).toMatchObject([{ kind: "z_differs", subject: id, facts: { number: 2, differences } }]);
  });
});
