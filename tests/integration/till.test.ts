import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginShift, endShift, giveBack, moveCash, readTill, sell, settle, xReport } from "@/app/(pos)/pos/actions";
import { startTcp } from "@/lib/operator/server/tcp";
import type { Browser } from "../support/browser";
import { look } from "../support/db";
import { givenShop, type Shop, setFiscalClock } from "../support/fiscal";
import { givenCashier } from "../support/signed-in";

/** A port that was free a moment ago; the settings must name it before anything reads them. */
const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });

const HOUR_MS = 3_600_000;
let stopOperator: () => Promise<void>;
let port: number;
let shop: Shop;
let cashier: Browser;

/** A register with a cashier who is signed in at it. */
async function givenTill() {
  const opened = await givenShop(() => port);
  const { browser } = await givenCashier({ tenantId: opened.tenantId, accountId: opened.cashierId });
  return { shop: opened, browser };
}

beforeAll(async () => {
  port = await freePort();
  process.env.OFD_PORT = String(port);
  const server = await startTcp({ host: "127.0.0.1", port });
  stopOperator = () => server.stop();
  ({ shop, browser: cashier } = await givenTill());
});
afterAll(async () => {
  await setFiscalClock(null);
  await stopOperator();
});

const line = {
  ...{ goodId: null, name: "Хлеб пшеничный, 500 г", barcode: null, unitCode: "796", sectionCode: "1" },
  ...{ vatKind: "16", priceTiyn: "50000", quantityMilli: "1000" },
};
const sale = (registerId: string, change: object = {}) => ({
  ...{ registerId, key: randomUUID(), lines: [line], payments: [{ type: "cash", sumTiyn: "100000" }] },
  ...change,
});
const cash = (registerId: string, direction: string, sum: string, comment = "") => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ registerId, direction, sum, comment, idempotencyKey: randomUUID() }))
    form.set(name, value);
  return form;
};
const made = async () =>
  (await look("SELECT 1 FROM cabinet.fiscal_document WHERE register_id = $1", [shop.registerId])).length;
const refused = (code: string) => ({ status: "refused", error: expect.objectContaining({ code }) });

describe("a cashier at the till", () => {
  test("[S-107] sells, gives the whole receipt back, moves cash, looks and closes", async () => {
    const sold = await cashier.act(sell, sale(shop.registerId));
    expect(sold).toMatchObject({
      status: "done",
      value: { outcome: "accepted", document: { takenTiyn: 100_000n, changeTiyn: 50_000n, totalTiyn: 50_000n } },
    });
    if (!("status" in sold) || sold.status !== "done") return;
    const { document } = sold.value;
    expect(document.papers.ru.qr?.path).toMatch(/^M/);
    expect(document.papers.kk.lines.length).toBeGreaterThan(10);
    expect(await readTillOf(cashier)).toMatchObject({
      ...{ cashTiyn: 50_000n, revenueTiyn: 50_000n, vatKinds: ["none", "0", "5", "10", "16"] },
    });

    const back = { registerId: shop.registerId, key: randomUUID(), basisId: document.id };
    expect(await cashier.act(giveBack, back)).toMatchObject({ status: "done", value: { outcome: "accepted" } });
    expect(await cashier.act(moveCash, cash(shop.registerId, "deposit", "1 000,50"))).toMatchObject({
      status: "done",
      value: { document: { kind: "deposit", totalTiyn: 100_050n } },
    });
    expect(await cashier.act(xReport, { registerId: shop.registerId })).toMatchObject({ status: "done" });
    expect(await cashier.act(endShift, { registerId: shop.registerId, key: randomUUID() })).toMatchObject({
      status: "done",
      value: { document: { kind: "z_report" } },
    });
  });

  test("asks twice by one key and gets the same receipt", async () => {
    const wish = sale(shop.registerId);
    const first = await cashier.act(sell, wish);
    const before = await made();
    const second = await cashier.act(sell, wish);
    expect(await made()).toBe(before);
    expect(second).toMatchObject({
      status: "done",
      value: { document: { id: "status" in first && first.status === "done" ? first.value.document.id : "" } },
    });
  });
});

describe("a sale that nobody answered for", () => {
  test("is found by its key as it was made", async () => {
    const wish = sale(shop.registerId);
    const sold = await cashier.act(sell, wish);
    const settled = await cashier.act(settle, { registerId: shop.registerId, key: wish.key });
    expect(settled).toEqual(sold);
  });

  test("is never made once the till was told that it was not", async () => {
    const wish = sale(shop.registerId);
    const before = await made();
    const ask = () => cashier.act(settle, { registerId: shop.registerId, key: wish.key });
    for (let time = 1; time <= 2; time++) expect(await ask()).toEqual({ status: "done", value: { outcome: "none" } });
    expect(await cashier.act(sell, wish)).toEqual(expect.objectContaining(refused("fiscal.idempotency_conflict")));
    expect(await made()).toBe(before);
  });
});

/** Nothing but the till's own question: how does the register stand. */
const readTillOf = (browser: Browser) => browser.visit(() => readTill(shop.registerId));

describe("what the till refuses leaves nothing behind", () => {
  test.each([
    [
      "payments that do not cover the sum",
      { payments: [{ type: "cash", sumTiyn: "49999" }] },
      "fiscal.payments_not_enough",
    ],
    ["more by card than is owed", { payments: [{ type: "card", sumTiyn: "50001" }] }, "fiscal.noncash_exceeds"],
    ["no lines", { lines: [] }, "invalid_input"],
    ["a price that is no number", { lines: [{ ...line, priceTiyn: "-1" }] }, "invalid_input"],
    ["a quantity of nothing", { lines: [{ ...line, quantityMilli: "0" }] }, "invalid_input"],
    ["a register that is no id", { registerId: "1" }, "invalid_input"],
  ])("%s", async (_what, change, code) => {
    const before = await made();
    expect(await cashier.act(sell, sale(shop.registerId, change))).toEqual(expect.objectContaining(refused(code)));
    expect(await made()).toBe(before);
  });

  test("a register of another organisation is as good as absent", async () => {
    const other = await givenTill();
    const answer = await cashier.act(sell, sale(other.shop.registerId));
    expect(answer).toEqual(expect.objectContaining(refused("fiscal.register_not_found")));
    expect(await cashier.visit(() => readTill(other.shop.registerId))).toBeNull();
  });

  test("a cashier who is not admitted to the register", async () => {
    const { browser } = await givenCashier({ tenantId: shop.tenantId });
    const answer = await browser.act(sell, sale(shop.registerId));
    expect(answer).toEqual(expect.objectContaining(refused("fiscal.cashier_not_admitted")));
    expect(await readTillOf(browser)).toBeNull();
  });

  test("taking out more than there is, said at the sum", async () => {
    const answer = await cashier.act(moveCash, cash(shop.registerId, "withdrawal", "999999"));
    expect(answer).toMatchObject({ status: "refused", fields: { sum: { code: "fiscal.not_enough_cash" } } });
  });

  test.each([
    ["", "field.required"],
    ["много", "money.malformed"],
    ["0", "fiscal.sum_zero"],
  ])("a sum «%s»", async (sum, code) => {
    const answer = await cashier.act(moveCash, cash(shop.registerId, "deposit", sum));
    expect(answer).toMatchObject({ status: "refused", fields: { sum: { code } } });
  });

  test.each([
    ["я".repeat(201), "fiscal.comment_too_long"],
    ["Инкассация\u0007", "fiscal.text_characters"],
  ])("a comment «%s»", async (comment, code) => {
    const answer = await cashier.act(moveCash, cash(shop.registerId, "deposit", "1", comment));
    expect(answer).toMatchObject({ status: "refused", fields: { comment: { code } } });
  });

  test("a Z-report without an open shift", async () => {
    const fresh = await givenTill();
    const answer = await fresh.browser.act(endShift, { registerId: fresh.shop.registerId, key: randomUUID() });
    expect(answer).toEqual(expect.objectContaining(refused("fiscal.shift_not_open")));
  });

  test("a sale in a shift of 24 hours", async () => {
    const fresh = await givenTill();
    await setFiscalClock(new Date(Date.now() - 24 * HOUR_MS));
    expect(await fresh.browser.act(beginShift, { registerId: fresh.shop.registerId })).toMatchObject({
      status: "done",
    });
    await setFiscalClock(null);
    const answer = await fresh.browser.act(sell, sale(fresh.shop.registerId));
    expect(answer).toEqual(expect.objectContaining(refused("fiscal.shift_too_long")));
  });

  test("whoever is not signed in", async () => {
    const { browser } = await givenTill();
    browser.cookies.clear();
    expect(await browser.act(sell, sale(shop.registerId))).toEqual(expect.objectContaining(refused("signed_out")));
    expect(await readTillOf(browser)).toBeNull();
  });
});
