import { beforeAll, describe, expect, test } from "vitest";
import { recordPaymentAction } from "@/app/(admin)/admin/payments/actions";
import { createInvoiceAction } from "@/app/(cabinet)/cabinet/billing/actions";
import { dayOf, formatDay } from "@/lib/kernel";
import { type Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import { balanceOf, givenShop, newTestId, type Shop } from "../support/registers";
import { givenAdmin, givenOwner } from "../support/signed-in";

let shop: Shop;
let owner: Browser;
beforeAll(async () => {
  shop = await givenShop();
  owner = (await givenOwner({ tenantId: shop.tenantId })).browser;
});

const invoice = (amount: string) => owner.act(createInvoiceAction, formOf({ amount, idempotencyKey: newTestId() }));
const invoices = async () => (await look("SELECT FROM cabinet.invoice WHERE tenant_id = $1", [shop.tenantId])).length;
const at = (field: string, code: string) =>
  expect.objectContaining({ status: "refused", fields: { [field]: expect.objectContaining({ code }) } });

describe("[S-058] [S-060] «Выставить счет»", () => {
  test.each([
    ["0", "money.not_positive"],
    ["0,00", "money.not_positive"],
    ["-100", "money.not_positive"],
    ["сто", "money.malformed"],
    ["", "field.required"],
    ["10000000,01", "billing.amount_too_large"],
    ["9".repeat(40), "billing.amount_too_large"],
  ])("[S-059] of «%s» is refused at the sum: %s", async (amount, code) => {
    expect(await invoice(amount)).toEqual(at("amount", code));
    expect(await invoices()).toBe(0);
  });
});

describe("a bank payment", () => {
  const today = formatDay(dayOf(new Date()));
  const record = (browser: Browser, change: object) =>
    browser.act(
      recordPaymentAction,
      formOf({ bankDocument: "418", paidOn: today, idempotencyKey: newTestId(), ...change }),
    );

  test("recorded by two admins at once counts once, and the other is told", async () => {
    const made = await invoice("2500");
    if (!("status" in made) || made.status !== "done") throw new Error("the sum is right");
    const invoiceNumber = made.value.number;
    const admins = await Promise.all([givenAdmin(), givenAdmin({ name: "Оспанов Т." })]);
    expect(await record(admins[0].browser, { invoiceNumber, paidOn: "31.12.2099" })).toEqual(
      at("paidOn", "field.date_future"),
    );
    const answers = await Promise.all(admins.map(({ browser }) => record(browser, { invoiceNumber })));
    expect(answers).toContainEqual(expect.objectContaining({ status: "done" }));
    expect(answers).toContainEqual(
      expect.objectContaining({ status: "refused", error: expect.objectContaining({ code: "billing.already_paid" }) }),
    );
    expect(await balanceOf(shop)).toBe(2500);
  });
});
