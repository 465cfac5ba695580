import type { Browser, Page } from "@playwright/test";
import { readQr } from "./support/qr";
import { silenceOperator } from "./support/silence";
import { confirmEmail, newCompany, register, signIn } from "./support/steps/company";
import { askForInvoice, recordPayment } from "./support/steps/money";
import { addPoint, putOnOperator, signUpAtOperator } from "./support/steps/operator";
import { addRegister, approve, issueCard, uploadCard } from "./support/steps/register";
import {
  addGood,
  closeShift,
  firstSignIn,
  hireCashier,
  moveCash,
  nextSale,
  returnReceipt,
  sellForCash,
  sellFreeByCard,
  takeXReport,
} from "./support/steps/till";
import { expect, type Running, test } from "./support/test";

const ADMIN = { login: "admin@tiyn.example", password: "alma-tau-2026" };
const POLL = { timeout: 60_000 };
const BREAD = "Хлеб бородинский";

/** Cabinet, till and the operator's portal stand side by side in one browser; the administrator shares a realm with the owner. */
let owner: Page;
let cashier: Page;
let admin: Page;
let registerId: string;
let ofdRegisterId: number;

// One shop lives through all of these in order.
test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser, product }) => {
  const person = (of: Browser) => of.newContext({ baseURL: product.origin });
  const shop = await person(browser);
  owner = await shop.newPage();
  cashier = await shop.newPage();
  admin = await (await person(browser)).newPage();
});

type Booked = { readonly kind: string; readonly total: string; readonly number: string };

const booked = (product: Running) =>
  product.look<Booked>(
    "SELECT kind, total_tiyn::text AS total, printed_number::text AS number FROM operator.document WHERE register_id = $1 ORDER BY sequence",
    [ofdRegisterId],
  );

const SAME_KIND: Readonly<Record<string, string>> = { sale: "sell", sale_return: "sell_return" };

const issued = async (product: Running): Promise<Booked[]> => {
  const rows = await product.look<Booked>(
    "SELECT kind, total_tiyn::text AS total, d.number::text FROM cabinet.fiscal_document d WHERE register_id = $1 ORDER BY d.number",
    [registerId],
  );
  return rows.map((row) => ({ ...row, kind: SAME_KIND[row.kind] ?? row.kind }));
};

test("a stranger registers a company and gets a register approved", async ({ product }) => {
  test.setTimeout(240_000);
  const company = newCompany("ТОО «ӘЛЕМ ҚҰРЫЛЫС»");
  await test.step("[S-008] the owner registers with a key and signs the contract", () => register(owner, company));
  await test.step("[S-043] [S-048] the owner signs in and answers the letter", async () => {
    await signIn(owner, company.email, company.password);
    await owner.goto("/cabinet/profile");
    await expect(owner.getByText("Не подтвержден").first()).toBeVisible();
    await confirmEmail(await owner.context().newPage(), company.email);
    await owner.reload();
    await expect(owner.getByText("Подтвержден", { exact: true }).first()).toBeVisible();
  });
  await test.step("[S-060] an invoice is paid and the balance follows", async () => {
    await signIn(admin, ADMIN.login, ADMIN.password);
    await recordPayment(admin, await askForInvoice(owner, "10000"));
    await owner.goto("/cabinet/billing");
    await expect(owner.getByText(/10\s000,00/).first()).toBeVisible();
  });
  registerId = await test.step("[S-085] an application is signed", () => addRegister(owner, company));
  const card = await test.step("the tax office gives out РНМ and card", () =>
    issueCard(admin, company.key.organization));
  const [made] = await product.look<{ factory_number: string }>(
    "SELECT factory_number FROM cabinet.register WHERE id = $1",
    [registerId],
  );
  const atOperator = await test.step("[O-164] the operator gives a token", async () => {
    await signUpAtOperator(owner, company);
    await addPoint(owner);
    const factoryNumber = made?.factory_number ?? "";
    return putOnOperator(owner, { registrationNumber: card.registrationNumber, factoryNumber });
  });
  ofdRegisterId = Number(atOperator.id);
  await test.step("[S-099] [S-102] the card is uploaded and approved", async () => {
    await uploadCard(owner, registerId, card, atOperator);
    await approve(admin, card.registrationNumber);
  });
});

test("a cashier sells, gives back, moves cash and takes an X-report", async ({ product }) => {
  test.setTimeout(240_000);
  await addGood(owner, BREAD, "250");
  await firstSignIn(cashier, await hireCashier(owner, "Асель Нурланова"), "astana-kok-aspan");
  await test.step("a sale for cash; its QR opens the operator's check page", async () => {
    expect(await sellForCash(cashier, registerId, [BREAD])).toBe("Чек 1 принят ОФД");
    await cashier.goto(`/pos/${registerId}/receipts`);
    await cashier.getByRole("link", { name: "Продажа № 1", exact: true }).first().click();
    const address = new URL(await readQr(cashier.getByRole("img", { name: "QR-код для проверки чека" }).first()));
    const visitor = await owner.context().newPage();
    await visitor.goto(address.href);
    await expect(visitor.getByText("Чек принят оператором фискальных данных")).toBeVisible();
    await visitor.close();
  });
  await test.step("a free price by card, by keys", async () => {
    expect(await sellFreeByCard(cashier, registerId, "Упаковка", "99,90")).toBe("Чек 2 принят ОФД");
    await nextSale(cashier);
  });
  await test.step("the first receipt is given back whole", () => returnReceipt(cashier, registerId, "1"));
  await test.step("cash goes in and out, never below zero", async () => {
    await moveCash(cashier, registerId, "Внесение", "1000");
    await expect(cashier.getByText(/^Внесено/)).toBeVisible();
    await moveCash(cashier, registerId, "Изъятие", "1000,01");
    await expect(cashier.getByRole("alert").first()).toBeVisible();
    await moveCash(cashier, registerId, "Изъятие", "400");
    await expect(cashier.getByText(/^Изъято/)).toBeVisible();
  });
  expect(await takeXReport(cashier, registerId)).toContain("X-ОТЧЕТ");
  await expect
    .poll(() => booked(product), POLL)
    .toEqual([
      { kind: "sell", total: "25000", number: "1" },
      { kind: "sell", total: "9990", number: "2" },
      { kind: "sell_return", total: "25000", number: "3" },
      { kind: "deposit", total: "100000", number: "4" },
      { kind: "withdrawal", total: "40000", number: "5" },
    ]);
});

test("ten sales with a silent operator arrive in order when it is back", async ({ product }) => {
  test.setTimeout(240_000);
  const speakAgain = await silenceOperator(product, registerId);
  try {
    for (let sale = 1; sale <= 10; sale++) {
      expect(await sellForCash(cashier, registerId, [BREAD])).toMatch(/^Чек \d+ сохранен, уйдет в ОФД позже/);
      await nextSale(cashier);
    }
    await expect(cashier.getByText(/10 не отправлено/).first()).toBeVisible();
  } finally {
    speakAgain();
  }
  await expect.poll(async () => (await booked(product)).length, POLL).toBe(15);
  expect(await booked(product)).toEqual(await issued(product));
  await cashier.reload();
  await expect(cashier.getByText("ОФД на связи").first()).toBeVisible();
});

test("the Z-report closes the shift, and both books tell the same", async ({ product }) => {
  // 250.00 and 99.90 sold, 250.00 given back, ten times 250.00 sold in silence.
  const revenue = /ВЫРУЧКА\s+2\s?599,90/;
  await closeShift(cashier, registerId);
  await expect(cashier.getByRole("article").first()).toContainText(revenue);
  await expect.poll(async () => (await booked(product)).length, POLL).toBe(16);
  const [own, theirs] = [await issued(product), await booked(product)];
  expect(theirs.slice(0, -1)).toEqual(own.slice(0, -1));
  expect([own.at(-1), theirs.at(-1)]).toMatchObject([
    { kind: "z_report", number: "16" },
    { kind: "z_report", number: "16" },
  ]);
  await owner.goto("/ofd/documents");
  await expect(owner.getByRole("row", { name: /250,00/ })).toHaveCount(12);
  await owner.goto(`/ofd/registers/${ofdRegisterId}/report/1`);
  await expect(owner.getByRole("article").first()).toContainText(revenue);
});

test("cabinet, till and portal stay signed in side by side; the administrator stands apart", async () => {
  for (const [page, path] of [
    [owner, "/cabinet"],
    [cashier, `/pos/${registerId}`],
    [owner, "/ofd/registers"],
    [admin, "/admin/moderation"],
  ] as const) {
    await page.goto(path);
    expect(new URL(page.url()).pathname).toBe(path);
  }
  await owner.goto("/admin/moderation");
  await expect(owner.getByRole("heading", { level: 1 })).not.toHaveText(/Модерация/);
});
