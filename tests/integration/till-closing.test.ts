import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { endShift, readTill, settle } from "@/app/(pos)/pos/actions";
import { lastShift } from "@/lib/fiscal";
import { closeByClock } from "@/lib/fiscal/ops/close-by-clock";
import { fiscalNow, lastCashierName, shiftsWithClock } from "@/lib/fiscal/store/due";
import { startTcp } from "@/lib/operator/server/tcp";
import { changeSettings } from "@/lib/registers";
import type { Browser } from "../support/browser";
import { givenShop, type Shop, sell, setFiscalClock, tape, tg } from "../support/fiscal";
import { givenCashier } from "../support/signed-in";

// What the cashier sees of a shift that ends: by hand, with the drawer emptied, or by the clock.

const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });

let stopOperator: () => Promise<void>;
let port: number;
let shop: Shop;
let cashier: Browser;

beforeAll(async () => {
  port = await freePort();
  process.env.OFD_PORT = String(port);
  const server = await startTcp({ host: "127.0.0.1", port });
  stopOperator = () => server.stop();
});
afterAll(async () => {
  await setFiscalClock(null);
  await stopOperator();
});
beforeEach(async () => {
  await setFiscalClock(new Date("2026-11-25T04:00:00Z"));
  shop = await givenShop(() => port);
  ({ browser: cashier } = await givenCashier({ tenantId: shop.tenantId, accountId: shop.cashierId }));
});

const seen = () => cashier.visit(() => readTill(shop.registerId));
const set = (settings: object) => changeSettings(shop.ctx, { registerId: shop.registerId, settings });
const kinds = async () => (await tape(shop.registerId)).map(({ kind }) => kind);

describe("the till", () => {
  test("shows no ended shift before the first and while one is open", async () => {
    expect(await seen()).toMatchObject({ shift: null, closed: null });
    await sell(shop);
    expect(await seen()).toMatchObject({ shift: { number: 1 }, closed: null, revenueTiyn: 50_000n });
  });

  test("knows that the drawer will be emptied, and that a person closed the shift", async () => {
    await set({ withdrawOnClose: true });
    await sell(shop);
    expect(await seen()).toMatchObject({ settings: { withdrawOnClose: true }, cashTiyn: 50_000n });
    const closed = await cashier.act(endShift, { registerId: shop.registerId, key: randomUUID() });
    expect(closed).toMatchObject({ status: "done", value: { document: { kind: "z_report" } } });
    expect(await kinds()).toEqual(["sale", "withdrawal", "z_report"]);
    expect(await seen()).toMatchObject({ shift: null, cashTiyn: 0n, closed: { number: 1, byClock: false } });
  });

  test("says that its shift was closed by the clock, until the next receipt opens another", async () => {
    await set({ autoCloseAt: "23:30" });
    await sell(shop);
    await setFiscalClock(new Date("2026-11-25T18:30:00Z"));
    const clock = { now: fiscalNow, openShifts: shiftsWithClock, lastCashierName };
    expect(await closeByClock(shop.deps, clock)(new AbortController().signal)).toBe(1);
    const after = await seen();
    expect(after).toMatchObject({
      shift: null,
      closed: { number: 1, byClock: true, closedAt: new Date("2026-11-25T18:30:00Z"), zReportId: expect.any(String) },
    });
    await setFiscalClock(new Date("2026-11-25T18:31:00Z"));
    await sell(shop);
    expect(await seen()).toMatchObject({ shift: { number: 2 }, closed: null });
  });
});

describe("a closing whose answer was lost", () => {
  test("is found by its key with the slip of its cash, and asked again it is the same", async () => {
    await set({ withdrawOnClose: true });
    await sell(shop);
    const wish = { registerId: shop.registerId, key: randomUUID() };
    const closed = await cashier.act(endShift, wish);
    expect(closed).toMatchObject({
      status: "done",
      value: { document: { kind: "z_report" }, slip: { kind: "withdrawal", totalTiyn: 50_000n } },
    });
    expect(await cashier.act(settle, wish)).toEqual(closed);
    expect(await cashier.act(endShift, wish)).toEqual(closed);
    expect(await kinds()).toEqual(["sale", "withdrawal", "z_report"]);
  });

  test("of an empty drawer has no slip, and asked again takes nothing out of the drawer of the next shift", async () => {
    await set({ withdrawOnClose: true });
    await sell(shop, { payments: [{ type: "card", sumTiyn: tg("500.00") }] });
    const wish = { registerId: shop.registerId, key: randomUUID() };
    const closed = await cashier.act(endShift, wish);
    expect(closed).toMatchObject({ status: "done", value: { document: { kind: "z_report", shiftNumber: 1 } } });
    expect(closed).not.toHaveProperty("value.slip");
    await sell(shop);
    expect(await cashier.act(endShift, wish)).toEqual(closed);
    expect(await kinds()).toEqual(["sale", "z_report", "sale"]);
    expect(await seen()).toMatchObject({ shift: { number: 2 }, cashTiyn: 50_000n });
  });

  test("and that never arrived is given up: the shift is closed once, under another key", async () => {
    await sell(shop);
    const wish = { registerId: shop.registerId, key: randomUUID() };
    expect(await cashier.act(settle, wish)).toMatchObject({ status: "done", value: { outcome: "none" } });
    expect(await cashier.act(endShift, wish)).toMatchObject({ status: "refused" });
    expect(await seen()).toMatchObject({ shift: { number: 1 } });
    expect(await cashier.act(endShift, { ...wish, key: randomUUID() })).toMatchObject({ status: "done" });
    expect(await kinds()).toEqual(["sale", "z_report"]);
  });
});

test("another organisation hears nothing of a shift", async () => {
  await sell(shop);
  const other = await givenShop(() => port);
  expect(await lastShift(other.tenantId, shop.registerId)).toBeNull();
  expect(await lastShift(shop.tenantId, "no id")).toBeNull();
  expect(await lastShift(shop.tenantId, shop.registerId)).toMatchObject({ number: 1, closedAt: null, byClock: false });
});
