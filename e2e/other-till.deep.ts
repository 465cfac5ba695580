import type { Page } from "@playwright/test";
import { readQr } from "./support/qr";
import { chooseAll, chooseScanned, howMuchOf } from "./support/steps/returns";
import { type OpenShop, openShop, scan } from "./support/steps/shop";
import { giveBackChosen, moveCash, nextSale } from "./support/steps/till";
import { expect, expectAccessible, test } from "./support/test";

const GOODS = [
  "название;штрихкод;единица;ндс;цена;группа;избранное",
  "Хлеб пшеничный;4870000001019;шт;без ндс;220;Хлеб;да",
  "Молоко 3,2 %;4870000002023;шт;без ндс;640;Молочное;",
];

let shop: OpenShop;
let other: string;
test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser, product }) => {
  test.setTimeout(300_000);
  shop = await openShop(browser, product, "ТОО «ЕКІ КАССА»", GOODS, 2);
  other = shop.others[0] ?? "";
});

const returned = (look: import("./support/test").Running["look"], registerId: string) =>
  look<{ kind: string; total: string }>(
    "SELECT kind, total_tiyn::text AS total FROM cabinet.fiscal_document WHERE register_id = $1 AND kind = 'sale_return' ORDER BY number",
    [registerId],
  );
const bread = () => howMuchOf(shop.cashier, "Хлеб пшеничный");

test("a receipt comes back at another register: by its QR a part, by its number the rest, and never more", async ({
  product,
}) => {
  test.setTimeout(240_000);
  const { cashier, registerId } = shop;
  await cashier.goto(`/pos/${registerId}`);
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  for (const code of ["4870000001019", "4870000001019", "4870000002023"]) await scan(cashier, code);
  await cashier.keyboard.press("F9");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText("Чек 1 принят ОФД")).toBeVisible();
  await cashier.keyboard.press("q");
  const qr = await readQr(cashier.getByRole("dialog").getByRole("img", { name: "QR-код для проверки чека" }));
  await cashier.keyboard.press("Escape");
  await nextSale(cashier);

  // The scanned QR leads straight to the lines; the drawer there is empty, and says so.
  await cashier.goto(`/pos/${other}/return`);
  await expect(async () => {
    await scan(cashier, qr);
    await expect(cashier.getByRole("heading", { name: "Возврат по чеку 1" })).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
  await expect(cashier.getByText(/Касса 1/).first()).toBeVisible();
  await chooseScanned(cashier, "4870000001019", "Хлеб пшеничный");
  await expectAccessible(cashier);
  await expect(cashier.getByText(/не хватает 220,00/).first()).toBeVisible();
  await expect(cashier.getByRole("button", { name: /^Пробить возврат/ })).toBeDisabled();
  await moveCash(cashier, other, "Внесение", "2000");
  await expect(cashier.getByText(/^Внесено 2\s000,00/)).toBeVisible();
  // The page was left by its address, as a reload does: what was chosen is still chosen.
  await cashier.goto(`/pos/${other}/return?q=${encodeURIComponent(qr)}`);
  await expect(bread()).toHaveValue("1");
  await giveBackChosen(cashier);
  // It names the receipt that came back, on paper and to the operator, with the register that made it.
  await expect(cashier.getByRole("article")).toContainText("Чек-основание");
  const [basis] = await product.look<{ named: string; made: string }>(
    `SELECT d.body->'basis'->>'registrationNumber' AS named, r.registration_number AS made
     FROM cabinet.fiscal_document d, cabinet.register r WHERE d.register_id = $1 AND d.kind = 'sale_return' AND r.id = $2`,
    [other, registerId],
  );
  expect(basis?.named).toBe(basis?.made);

  // Somebody at the first register has the same receipt open, with all that is left of it.
  const first = await shop.context.newPage();
  const lookUp = async (page: Page, at: string) => {
    await page.goto(`/pos/${at}/return`);
    await page.getByLabel("Номер чека, фискальный признак, QR или ссылка на чек").fill("1");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /^Продажа № 1/ }).click();
    await expect(page.getByText("можно вернуть 1 шт из 2 шт", { exact: false })).toBeVisible();
  };
  await lookUp(first, registerId);
  await chooseAll(first);
  await lookUp(cashier, other);
  await chooseAll(cashier);
  await bread().fill("2");
  await expect(cashier.getByText("По строке 1 можно вернуть не больше 1. Уменьшите количество.")).toBeVisible();
  await bread().fill("1");
  await giveBackChosen(cashier);
  await first.getByRole("button", { name: /^Пробить возврат/ }).click();
  await expect(first.getByRole("alert").filter({ hasText: "По этому чеку уже возвращено все." })).toBeVisible();
  await first.reload();
  await expect(first.getByRole("button", { name: /^Пробить возврат/ })).toHaveCount(0);
  await first.close();

  expect(await returned(product.look, registerId)).toEqual([]);
  expect(await returned(product.look, other)).toEqual([
    { kind: "sale_return", total: "22000" },
    { kind: "sale_return", total: "86000" },
  ]);
});
