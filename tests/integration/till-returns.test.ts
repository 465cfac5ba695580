import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mailReceipt, repeatReceipt } from "@/app/(pos)/pos/[registerId]/receipts/actions";
import { giveBackByPaper } from "@/app/(pos)/pos/[registerId]/return/actions";
import ReturnPage from "@/app/(pos)/pos/[registerId]/return/page";
import { giveBack, sell, settle } from "@/app/(pos)/pos/actions";
import { Prisma, withTenant } from "@/lib/db";
import { findBasis, receiptPath } from "@/lib/fiscal";
import { newestSql } from "@/lib/fiscal/queries/find-basis";
import { tiyn } from "@/lib/kernel";
import { startTcp } from "@/lib/operator/server/tcp";
import type { Browser } from "../support/browser";
import { look } from "../support/db";
import { givenSecondTill, givenShop, type Shop } from "../support/fiscal";
import { multiplied } from "../support/many-documents";
import { givenCashier } from "../support/signed-in";

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
afterAll(() => stopOperator());

const HOUR_MS = 3_600_000;
const MARKS = ["010487000000606921unit1", "010487000000606921unit2"];
const loaf = { name: "Хлеб", vatKind: "16", priceTiyn: "50000", quantityMilli: "2000" };
const water = { name: "Вода", vatKind: "none", priceTiyn: "33000", quantityMilli: "2000", marks: MARKS };

/** Sells and answers the receipt's id. */
async function sold(change: object = {}, at = shop, by = cashier): Promise<string> {
  const wish = {
    registerId: at.registerId,
    key: randomUUID(),
    lines: [loaf],
    payments: [{ type: "cash", sumTiyn: "100000" }],
  };
  const answer = await by.act(sell, { ...wish, ...change });
  if (!("status" in answer) || answer.status !== "done") throw new Error(JSON.stringify(answer));
  return answer.value.document.id;
}
const back = (basisId: string, change: object = {}, at = shop) => ({
  ...{ registerId: at.registerId, key: randomUUID(), basisId },
  ...change,
});
const paper = (change: object = {}, basis: object = {}) => ({
  ...{ registerId: shop.registerId, key: randomUUID(), kind: "sale_return" },
  basis: {
    ...{ sign: "1234567890", registrationNumber: "010100000001", issuedAt: new Date("2026-06-29T12:09:16Z") },
    ...{ totalTiyn: "100000", ...basis },
  },
  lines: [{ ...loaf, quantityMilli: "1000" }],
  payments: [{ type: "card", sumTiyn: "50000" }],
  ...change,
});
const refused = (code: string) =>
  expect.objectContaining({ status: "refused", error: expect.objectContaining({ code }) });
const done = (totalTiyn: bigint) => ({ status: "done", value: { outcome: "accepted", document: { totalTiyn } } });
const made = async () =>
  (await look("SELECT 1 FROM cabinet.fiscal_document WHERE tenant_id = $1", [shop.tenantId])).length;

describe("a return at the till", () => {
  test("takes a part, then the rest, and a third one is refused in words", async () => {
    const id = await sold();
    const one = { lines: [{ line: 1, quantityMilli: "1000" }] };
    expect(await cashier.act(giveBack, back(id, one))).toMatchObject(done(50_000n));
    const two = { lines: [{ line: 1, quantityMilli: "2000" }] };
    expect(await cashier.act(giveBack, back(id, two))).toEqual(refused("fiscal.return_exceeds_line"));
    expect(await cashier.act(giveBack, back(id, one))).toMatchObject(done(50_000n));
    expect(await cashier.act(giveBack, back(id, one))).toEqual(refused("fiscal.already_returned"));
  });

  test("names the marks that come back, and none twice", async () => {
    const payments = [{ type: "card", sumTiyn: "66000" }];
    const id = await sold({ lines: [water], payments });
    const mark = (which: number) => ({ lines: [{ line: 1, quantityMilli: "1000", marks: [MARKS[which]] }] });
    expect(await cashier.act(giveBack, back(id, mark(0)))).toMatchObject(done(33_000n));
    expect(await cashier.act(giveBack, back(id, mark(0)))).toEqual(refused("fiscal.marks_count"));
    expect(await cashier.act(giveBack, back(id, mark(1)))).toMatchObject(done(33_000n));
  });

  test("gives no more cash than the drawer holds, and leaves nothing behind", async () => {
    const poor = await givenTill();
    const id = await sold({ payments: [{ type: "card", sumTiyn: "100000" }] }, poor.shop, poor.browser);
    const wish = back(id, { payments: [{ type: "cash", sumTiyn: "100000" }] }, poor.shop);
    expect(await poor.browser.act(giveBack, wish)).toEqual(refused("fiscal.not_enough_cash"));
    expect(await poor.browser.act(giveBack, back(id, {}, poor.shop))).toMatchObject(done(100_000n));
  });

  test("is looked up by its key when its answer was lost, and made once", async () => {
    const wish = back(await sold());
    const first = await cashier.act(giveBack, wish);
    const before = await made();
    expect(await cashier.act(settle, { registerId: shop.registerId, key: wish.key })).toEqual(first);
    expect(await cashier.act(giveBack, wish)).toMatchObject(done(100_000n));
    expect(await made()).toBe(before);
  });

  test("takes back a purchase, and a receipt of another register of the organisation", async () => {
    const bought = await sold({
      kind: "purchase",
      lines: [{ ...loaf, quantityMilli: "1000" }],
      payments: [{ type: "card", sumTiyn: "50000" }],
    });
    expect(await cashier.act(giveBack, back(bought))).toMatchObject({
      value: { document: { kind: "purchase_return", totalTiyn: 50_000n } },
    });
    const beside = await givenSecondTill(shop, () => port);
    const id = await sold({ payments: [{ type: "card", sumTiyn: "100000" }] }, beside);
    expect(await cashier.act(giveBack, back(id))).toMatchObject(done(100_000n));
  });

  test("of another organisation's receipt finds no basis", async () => {
    const other = await givenTill();
    const id = await sold({}, other.shop, other.browser);
    expect(await cashier.act(giveBack, back(id))).toEqual(refused("fiscal.basis_not_found"));
    const named = { basis: id, of: other.shop.registerId };
    expect(await visit(named)).toEqual({ notFound: true });
    expect(await visit({}, other.shop.registerId)).toEqual({ notFound: true });
  });
});

const visit = (searchParams: object, registerId = shop.registerId) =>
  cashier.visit(() =>
    ReturnPage({ params: Promise.resolve({ registerId }), searchParams: Promise.resolve({ ...searchParams }) }),
  );

describe("a return typed in from paper", () => {
  test("is bound by the paper's total over several returns", async () => {
    expect(await cashier.act(giveBackByPaper, paper())).toMatchObject(done(50_000n));
    const most = {
      lines: [{ ...loaf, priceTiyn: "50001", quantityMilli: "1000" }],
      payments: [{ type: "card", sumTiyn: "50001" }],
    };
    expect(await cashier.act(giveBackByPaper, paper(most))).toEqual(refused("fiscal.return_exceeds"));
    expect(await cashier.act(giveBackByPaper, paper())).toMatchObject(done(50_000n));
    expect(await cashier.act(giveBackByPaper, paper())).toEqual(refused("fiscal.already_returned"));
  });

  test.each([
    ["a sign of letters", { sign: "abc" }],
    ["a short РНМ", { registrationNumber: "1" }],
    ["a total of nothing", { totalTiyn: "0" }],
  ])("with %s is malformed", async (_what, basis) => {
    expect(await cashier.act(giveBackByPaper, paper({}, basis))).toEqual(refused("invalid_input"));
  });

  test("on another organisation's register finds none", async () => {
    const other = await givenTill();
    const answer = await cashier.act(giveBackByPaper, paper({ registerId: other.shop.registerId }));
    expect(answer).toEqual(refused("fiscal.register_not_found"));
  });
});

describe("the search for a receipt", () => {
  test("follows the address of an electronic receipt, of one's own organisation alone", async () => {
    const id = await sold();
    const place = { tenantId: shop.tenantId, registerId: shop.registerId, documentId: id };
    const link = `https://kassa.example${receiptPath(place)}`;
    expect((await findBasis(shop.tenantId, { qr: link })).rows.map((row) => row.id)).toEqual([id]);
    const other = await givenTill();
    expect(await findBasis(other.shop.tenantId, { qr: link })).toEqual({ rows: [], paper: null });
    expect(await visit({ q: link })).toEqual({
      redirect: `/pos/${shop.registerId}/return?basis=${id}&of=${shop.registerId}`,
    });
  });

  test("finds a sum of any register, and nothing of another organisation", async () => {
    const beside = await givenSecondTill(shop, () => port);
    const lines = [{ ...loaf, priceTiyn: "77777", quantityMilli: "1000" }];
    const id = await sold({ lines, payments: [{ type: "card", sumTiyn: "77777" }] }, beside);
    const search = { totalTiyn: tiyn(77_777n) };
    expect((await findBasis(shop.tenantId, search)).rows.map((row) => row.id)).toEqual([id]);
    const other = await givenTill();
    expect((await findBasis(other.shop.tenantId, search)).rows).toEqual([]);
  });

  test("walks an index of each register, whatever is asked", async () => {
    const crowded = await givenTill();
    await sold({}, crowded.shop, crowded.browser);
    const last = await multiplied(crowded.shop, 20_000);
    const span = { since: new Date(last.getTime() - 31 * 24 * HOUR_MS), last };
    for (const search of [{}, { totalTiyn: tiyn(77n) }, { registerId: crowded.shop.registerId }]) {
      const sql = newestSql(crowded.shop.tenantId, span, search);
      const plan = await withTenant(crowded.shop.tenantId, (tx) =>
        tx.$queryRaw<{ "QUERY PLAN": string }[]>(Prisma.sql`EXPLAIN ${sql}`),
      );
      const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
      expect(text).toMatch(/Index (Only )?Scan (Backward )?using fiscal_document_\w+/);
      expect(text).not.toMatch(/Seq Scan on fiscal_document/);
    }
  });
});

describe("after the sale", () => {
  const letters = (id: string) =>
    look<{ facts: { to: string } }>(
      "SELECT facts FROM common.audit_entry WHERE tenant_id = $1 AND act = 'fiscal.receipt_mailed' AND subject = $2",
      [shop.tenantId, `document:${id}`],
    );

  test("the receipt goes to an address that the buyer names, and nobody else's receipt does", async () => {
    const documentId = await sold();
    const wish = { registerId: shop.registerId, documentId, email: "Buyer@Example.kz " };
    expect(await cashier.act(mailReceipt, wish)).toMatchObject({ status: "done" });
    expect(await letters(documentId)).toEqual([{ facts: { to: "buyer@example.kz" } }]);
    expect(await cashier.act(mailReceipt, { ...wish, email: "нет" })).toMatchObject({
      ...{ status: "refused", fields: { email: { code: "fiscal.email_malformed" } } },
    });
    const other = await givenTill();
    const theirs = await sold({}, other.shop, other.browser);
    expect(await cashier.act(mailReceipt, { ...wish, documentId: theirs })).toEqual(refused("fiscal.basis_not_found"));
    expect(await cashier.act(mailReceipt, { ...wish, registerId: other.shop.registerId })).toEqual(
      refused("fiscal.register_not_found"),
    );
  });

  test("a sale is rung up again, and nobody else's is", async () => {
    const documentId = await sold();
    const wish = { registerId: shop.registerId, documentId };
    expect(await cashier.act(repeatReceipt, wish)).toMatchObject({
      value: [{ name: "Хлеб", priceTiyn: 50_000n, quantityMilli: 2000n }],
    });
    const other = await givenTill();
    expect(await other.browser.act(repeatReceipt, wish)).toEqual(refused("fiscal.register_not_found"));
    expect(await other.browser.act(repeatReceipt, { ...wish, registerId: other.shop.registerId })).toEqual(
      refused("fiscal.basis_not_found"),
    );
  });
});
