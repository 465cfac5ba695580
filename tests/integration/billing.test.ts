import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/audit";
import {
  accountBalance,
  charge,
  checkLedgers,
  createInvoice,
  invoiceFile,
  invoiceList,
  invoicesOfEveryone,
  recordPayment,
  reverseEntry,
  type TransactionFilter,
  transactionList,
} from "@/lib/billing";
import { withSystem, withTenant } from "@/lib/db";
import { dayOf, type Tiyn, tiyn } from "@/lib/kernel";
import { look } from "../support/db";
import { day } from "../support/papers";
import { pdfText } from "../support/pdf-text";

const tg = (tenge: number): Tiyn => tiyn(BigInt(tenge) * 100n);
let next = 1;
const id = (): string => `01930000-0000-7000-8000-${String(next++).padStart(12, "0")}`;

const shop: Ctx = { tenantId: id(), actor: { kind: "account", id: id() }, actorName: "Ахметов Д. С.", requestId: "r1" };
const admin = (name: string): Ctx => ({
  tenantId: "",
  actor: { kind: "account", id: id() },
  actorName: name,
  requestId: "r2",
});
const kim = admin("Ким Е. В.");
const omarova = admin("Омарова А. Б.");

const payer = {
  kind: "legal_entity",
  xin: "190540009993",
  name: "ТОО «Әлем Құрылыс»",
  legalAddress: "г. Алматы, ул. Сатпаева, 90",
  contract: { number: "70003", date: day("28.09.2026") },
} as const;
const invoiceOf = (amountTiyn: Tiyn, ctx = shop, key = id()) => createInvoice(ctx, { amountTiyn, key, payer });
const pay = (invoiceNumber: string, ctx = kim, key = id()) =>
  recordPayment(ctx, { invoiceNumber, key, bankDocument: "418", paidOn: dayOf(new Date()), notice: null });
const topUp = async (amountTiyn: Tiyn): Promise<void> => {
  const invoice = await invoiceOf(amountTiyn);
  if (!invoice.ok || !(await pay(invoice.value.number)).ok) throw new Error("this test tops up first");
};
const chargeOf = (key: string, amountTiyn = tg(2500)) =>
  withTenant(shop.tenantId, (tx) =>
    charge(tx, {
      tenantId: shop.tenantId,
      ...{ key, amountTiyn, kind: "subscription" },
      comment: { code: "purchase", tariff: "basic", register: "700000022" },
    }),
  );
const balance = () => accountBalance(shop.tenantId);
const all: TransactionFilter = {
  search: "",
  from: null,
  to: null,
  sort: "number",
  descending: true,
  page: 1,
  pageRows: 10,
};
const transactions = (filter: Partial<TransactionFilter> = {}) => transactionList(shop.tenantId, { ...all, ...filter });
const audited = () => look<{ act: string }>("SELECT act FROM common.audit_entry ORDER BY at, id");

beforeEach(() =>
  look(`TRUNCATE cabinet.ledger_account, cabinet.ledger_entry, cabinet.ledger_posting, cabinet.invoice, cabinet.bank_payment,
    common.stored_file, common.audit_entry`),
);

describe("an invoice", () => {
  test("[S-060] is made with its PDF and moves no money", async () => {
    const invoice = await invoiceOf(tg(20_000));
    if (!invoice.ok) throw new Error(invoice.error.code);
    const file = await invoiceFile(shop.tenantId, invoice.value.id);
    const text = pdfText(file?.bytes ?? new Uint8Array());
    expect(text).toContain(`Счет на оплату № ${invoice.value.number}`);
    expect(text).toContain("Сублицензионное соглашение №70003 от 28.09.2026");
    expect(await balance()).toBe(0n);
    expect((await transactions()).total).toBe(0);
    expect(await audited()).toEqual([{ act: "billing.invoice_issued" }]);
  });

  test.each([
    [tiyn(0n), "money.not_positive"],
    [tiyn(-100n), "money.not_positive"],
    [tiyn(1_000_000_001n), "billing.amount_too_large"],
  ])("[S-059] of %i tiyn is refused and leaves nothing", async (amount, code) => {
    expect(await invoiceOf(amount)).toMatchObject({ ok: false, error: { code } });
    expect(await invoiceList(shop.tenantId, { rows: 10 })).toEqual({ rows: [], total: 0 });
  });

  test("of exactly the largest sum is made", async () => {
    expect((await invoiceOf(tiyn(1_000_000_000n))).ok).toBe(true);
  });

  test("pressed twice at once on the same form is one invoice", async () => {
    const key = id();
    const made = await Promise.all([1, 2, 3].map(() => invoiceOf(tg(2500), shop, key)));
    expect(new Set(made.map((each) => each.ok && each.value.id)).size).toBe(1);
    expect((await invoiceList(shop.tenantId, { rows: 10 })).total).toBe(1);
  });

  test("of another organisation reads as absent", async () => {
    const invoice = await invoiceOf(tg(2500));
    expect(await invoiceFile(id(), invoice.ok ? invoice.value.id : "")).toBeNull();
  });
});

describe("a bank payment", () => {
  test("[S-057][S-064][S-065] raises the balance by the invoice and names the agreement", async () => {
    await topUp(tg(20_000));
    expect(await balance()).toBe(tg(20_000));
    const { rows } = await transactions();
    expect(rows).toMatchObject([
      {
        number: "1",
        kind: "top_up",
        sumTiyn: tg(20_000),
        balanceTiyn: tg(20_000),
        comment: { code: "contract", number: "70003" },
      },
    ]);
    expect(await look("SELECT comment_text FROM cabinet.ledger_entry")).toMatchObject([
      {
        comment_text: expect.stringMatching(
          /^Сублицензионное соглашение №70003 от 28\.09\.2026\. Счет \d+, платеж 418 от /,
        ),
      },
    ]);
    expect(await audited()).toEqual([{ act: "billing.invoice_issued" }, { act: "billing.payment_recorded" }]);
  });

  test("recorded by two admins at once counts once; the other hears who was first", async () => {
    const invoice = await invoiceOf(tg(20_000));
    const number = invoice.ok ? invoice.value.number : "";
    const answers = await Promise.all([kim, omarova, kim, omarova, kim, omarova].map((who) => pay(number, who)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = answers.findIndex(({ ok }) => ok) % 2 === 0 ? "Ким Е. В." : "Омарова А. Б.";
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: "billing.already_paid", byName: winner } });
    expect(await balance()).toBe(tg(20_000));
  });

  test("pressed twice on the same form counts once and answers the same", async () => {
    const invoice = await invoiceOf(tg(20_000));
    const [number, key] = [invoice.ok ? invoice.value.number : "", id()];
    const [first, second] = await Promise.all([pay(number, kim, key), pay(number, kim, key)]);
    expect(first).toEqual(second);
    expect(first?.ok).toBe(true);
    expect(await balance()).toBe(tg(20_000));
  });

  test("dated tomorrow or for an invoice that is not there is refused", async () => {
    const invoice = await invoiceOf(tg(20_000));
    const number = invoice.ok ? invoice.value.number : "";
    const tomorrow = dayOf(new Date(Date.now() + 24 * 3600 * 1000));
    const ahead = { invoiceNumber: number, key: id(), bankDocument: "1", paidOn: tomorrow, notice: null };
    expect(await recordPayment(kim, ahead)).toEqual({ ok: false, error: { code: "field.date_future" } });
    expect(await pay("999999")).toEqual({ ok: false, error: { code: "not_found" } });
    expect(await balance()).toBe(0n);
  });

  test("waiting invoices stand first and are found by number, name and number of the taxpayer", async () => {
    await topUp(tg(1000));
    const waiting = await invoiceOf(tg(2500));
    const number = waiting.ok ? waiting.value.number : "";
    const find = (search: string, status: "all" | "issued" = "all") =>
      invoicesOfEveryone({ search, status, page: 1, pageRows: 10 });
    expect((await find("")).rows.map((row) => row.status)).toEqual(["issued", "paid"]);
    expect((await find("әлем")).total).toBe(2);
    expect((await find("1905400099")).total).toBe(2);
    expect((await find(number)).rows).toMatchObject([{ number, payment: null }]);
    expect(await find("", "issued")).toMatchObject({ total: 1, counts: { all: 2, issued: 1, paid: 1 } });
  });
});

describe("a charge", () => {
  test("[S-063][S-064] takes the sum and says what for", async () => {
    await topUp(tg(20_000));
    expect((await chargeOf("a")).ok).toBe(true);
    expect(await balance()).toBe(tg(17_500));
    expect((await transactions()).rows[0]).toMatchObject({
      kind: "subscription",
      sumTiyn: tg(-2500),
      balanceTiyn: tg(17_500),
    });
  });

  test("[S-054] one tiyn short is refused and names what is missing; the exact sum is enough", async () => {
    await topUp(tg(2500));
    const short = await chargeOf("a", tiyn(250_001n));
    expect(short).toEqual({
      ok: false,
      error: { code: "billing.not_enough", availableTiyn: tg(2500), missingTiyn: tiyn(1n) },
    });
    expect((await chargeOf("b")).ok).toBe(true);
    expect(await balance()).toBe(0n);
  });

  test("[S-055] a new cabinet has 0 tg and is refused", async () => {
    expect(await chargeOf("a")).toMatchObject({ ok: false, error: { missingTiyn: tg(2500) } });
  });

  test("with the same key is one charge, also by the worker", async () => {
    await topUp(tg(20_000));
    const first = await chargeOf("a");
    const again = await withSystem((tx) =>
      charge(tx, { tenantId: shop.tenantId, key: "a", amountTiyn: tg(2500), comment: "again", kind: "subscription" }),
    );
    expect(again).toEqual(first);
    expect(await balance()).toBe(tg(17_500));
    await expect(chargeOf("a", tg(1))).rejects.toThrow("another meaning");
  });

  test("twenty at once never take the balance below zero", async () => {
    await topUp(tg(17_500));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => chargeOf(`k${index}`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(7);
    expect(await balance()).toBe(0n);
    const numbers = (await transactions({ pageRows: 100, descending: false })).rows.map((row) => row.number);
    expect(numbers).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
    expect(await checkLedgers()).toBe(0);
  });

  test("a request of the tenant itself can make no money and no payment", async () => {
    const forged = withTenant(
      shop.tenantId,
      (tx) =>
        tx.$executeRaw`SELECT cabinet.ledger_write(${shop.tenantId}::uuid, ${id()}::uuid, 'top_up', 'x', 'bank', 'client', 100, '{}'::jsonb, '', NULL, now())`,
    );
    await expect(forged).rejects.toThrow(/row-level security/);
    expect(await balance()).toBe(0n);
  });
});

describe("the ledger", () => {
  test("adds up to zero, tenant by tenant, and a tampered balance raises an alarm", async () => {
    await topUp(tg(20_000));
    await chargeOf("a");
    expect(await look("SELECT sum(balance_tiyn)::text AS sum FROM cabinet.ledger_account")).toEqual([{ sum: "0" }]);
    expect(await checkLedgers()).toBe(0);
    await look("UPDATE cabinet.ledger_account SET balance_tiyn = balance_tiyn + 1 WHERE code = 'client'");
    expect(await checkLedgers()).toBe(1);
  });

  test("takes a mistake back by a reversal, once", async () => {
    await topUp(tg(20_000));
    await chargeOf("a");
    const reverse = (number: bigint) =>
      reverseEntry(kim, { tenantId: shop.tenantId, number, reason: "касса отклонена" });
    expect((await reverse(2n)).ok).toBe(true);
    expect(await balance()).toBe(tg(20_000));
    expect((await transactions()).rows[0]).toMatchObject({ kind: "reversal", sumTiyn: tg(2500) });
    expect(await reverse(2n)).toEqual({ ok: false, error: { code: "billing.already_reversed" } });
    expect(await reverse(3n)).toEqual({ ok: false, error: { code: "billing.reversal_stands" } });
    expect(await reverse(9n)).toEqual({ ok: false, error: { code: "not_found" } });
  });

  test("does not take back a top-up that is spent already", async () => {
    await topUp(tg(2500));
    await chargeOf("a");
    const answer = await reverseEntry(kim, { tenantId: shop.tenantId, number: 1n, reason: "ошибка" });
    expect(answer).toMatchObject({ ok: false, error: { code: "billing.not_enough", missingTiyn: tg(2500) } });
  });

  test("[S-067] is searched, sorted and paged, with totals of all that matches", async () => {
    await topUp(tg(20_000));
    for (const key of ["a", "b", "c"]) await chargeOf(key);
    expect(await transactions({ pageRows: 2, page: 2, descending: false })).toMatchObject({
      total: 4,
      rows: [{ number: "3" }, { number: "4" }],
      receivedTiyn: tg(20_000),
      spentTiyn: tg(7500),
    });
    expect((await transactions({ search: "покупка" })).total).toBe(3);
    expect((await transactions({ search: "20000" })).rows).toMatchObject([{ number: "1" }]);
    expect((await transactions({ sort: "sum", descending: false })).rows.at(-1)).toMatchObject({ number: "1" });
    expect((await transactions({ from: day("01.01.2020"), to: day("02.01.2020") })).total).toBe(0);
    expect((await transactions({ from: dayOf(new Date()), to: dayOf(new Date()) })).total).toBe(4);
    expect((await transactionList(id(), all)).total).toBe(0);
  });
});
