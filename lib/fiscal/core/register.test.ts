import { expect, test } from "vitest";
import { at, later, must, settled, sold, start, supplies, tg, who } from "@/tests/support/decisions";
import { countOffline, takeOut, takeOutOfLife } from "./counters";
import { decideCashPlacement } from "./decide-cash-placement";
import { decideCloseShift } from "./decide-close-shift";
import { adLines, NOTICE_KIND, newRegister, OFFLINE_NUMBER_BASE } from "./register";
import { autonomyEndsAt, canOpen, canReport, isAutonomyOver } from "./shift";

const HOUR = 3_600_000;

test("a new register has made, sent and heard nothing", () => {
  expect(newRegister("ab")).toMatchObject({
    ...{ lastNumber: 0, lastOfflineNumber: OFFLINE_NUMBER_BASE, sentNumber: 0, bookedNumber: 0, shift: null },
    ...{ reconcile: false, ads: {}, offlineSince: null, lastAt: null },
    wire: { requestNumber: 0, tokenCipher: "ab", freshTokenCipher: null, pending: null },
  });
});

test("the operator's texts are printed in the order of their kinds, line by line, without the notice of a hold", () => {
  const ad = (text: string) => ({ version: "1", text });
  expect(
    adLines({
      ads: {
        TICKET_AD_OWNER: ad("  Спасибо \n\n за\tпокупку\u0007 "),
        [NOTICE_KIND]: ad("Касса заблокирована"),
        TICKET_AD_OFD: ad("ofd.tiyn.example"),
      },
    }),
  ).toEqual(["ofd.tiyn.example", "Спасибо", "за покупку"]);
  expect(adLines({ ads: { A: ad(Array.from({ length: 20 }, (_, n) => `${n}`).join("\n")) } })).toHaveLength(12);
  expect(adLines({ ads: {} })).toEqual([]);
});

test("a shift is opened once and reported only while it is open", () => {
  const closed = newRegister("00");
  const open = settled(sold(closed));
  expect(canOpen(closed)).toEqual({ ok: true, value: true });
  expect(canOpen(open)).toEqual({ ok: false, error: { code: "fiscal.shift_already_open" } });
  expect(canReport(closed)).toEqual({ ok: false, error: { code: "fiscal.shift_not_open" } });
  expect(canReport(open)).toMatchObject({ ok: true, value: { number: 1 } });
});

test("autonomous work ends 72 hours after the oldest unsent document, at that very moment", () => {
  expect(autonomyEndsAt(start)).toEqual(later(72 * HOUR));
  expect([isAutonomyOver(null, later(1_000 * HOUR)), isAutonomyOver(start, later(72 * HOUR - 1))]).toEqual([
    false,
    false,
  ]);
  expect(isAutonomyOver(start, later(72 * HOUR))).toBe(true);
});

const first = sold(newRegister("00"), "100.00");
const { counters } = settled(first);
const wish = { direction: "deposit" as const, sumTiyn: tg("7.00"), comment: null };
const deposit = must(decideCashPlacement(at(settled(first)), wish, who, supplies()));
const z = must(decideCloseShift(at(settled(deposit)), who, supplies()));

test("a document taken out leaves no trace, and a Z-report never is", () => {
  expect(takeOut(counters, first.document.body, false)).toMatchObject({
    ...{ cashTiyn: 0n, nonResettableTiyn: { sale: 0n }, receipts: { sale: { count: 0, totalCount: 0, sumTiyn: 0n } } },
    ...{ goods: { sale: { count: 0, sumTiyn: 0n } }, taxes: { "16": { sale: { turnoverTiyn: 0n, vatTiyn: 0n } } } },
  });
  expect(() => takeOut(counters, z.document.body, false)).toThrow("a Z-report is never taken out");
});

test("a document of a closed shift is taken out of what lives on, and of nothing that the running shift counts", () => {
  const running = settled(sold(settled(first), "30.00"));
  const without = takeOutOfLife(running.counters, first.document.body);
  expect(without).toMatchObject({
    ...{ cashTiyn: tg("30.00"), nonResettableTiyn: { sale: tg("30.00") } },
    // The running shift's own sums stay: what it began with shrinks by what is taken out.
    startNonResettableTiyn: { sale: tg("-100.00") },
    receipts: { sale: { count: 2, totalCount: 1, sumTiyn: tg("130.00") } },
  });
});

test("a document that became autonomous is counted so, once", () => {
  const offline = countOffline(counters, first.document.body);
  expect(offline.receipts.sale).toEqual({ ...counters.receipts.sale, offlineCount: 1 });
  expect({ ...offline, receipts: counters.receipts }).toEqual(counters);
  const taken = takeOut(offline, first.document.body, true);
  expect(taken.receipts.sale.offlineCount).toBe(0);
});

test("cash moves are taken out and counted as autonomous likewise; a Z-report counts in neither", () => {
  const { counters: with7 } = deposit.next;
  expect(with7.placements.deposit).toMatchObject({ count: 1, totalCount: 1, offlineCount: 0, sumTiyn: tg("7.00") });
  expect(takeOut(with7, deposit.document.body, false)).toEqual(counters);
  const offline = countOffline(with7, deposit.document.body);
  expect(offline.placements).toEqual({
    ...with7.placements,
    deposit: { ...with7.placements.deposit, offlineCount: 1 },
  });
  expect(takeOut(offline, deposit.document.body, true)).toEqual(counters);
  expect(countOffline(with7, z.document.body)).toBe(with7);
  const after = takeOutOfLife(z.next.counters, deposit.document.body);
  expect([after.cashTiyn, after.placements.deposit.totalCount, after.receipts.sale.totalCount]).toEqual([
    tg("100.00"),
    0,
    1,
  ]);
});
