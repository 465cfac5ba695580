import { type OpenShop, openShop, scan } from "./support/steps/shop";
import { giveBackChosen, nextSale } from "./support/steps/till";
import { expect, expectAccessible, test } from "./support/test";

const GOODS = [
  "название;штрихкод;единица;ндс;цена;группа;избранное",
  "Хлеб пшеничный;4870000001019;шт;без ндс;220;Хлеб;да",
  "Молоко 3,2 %;4870000002023;шт;без ндс;640;Молочное;",
];

let shop: OpenShop;
test.beforeAll(async ({ browser, product }) => {
  test.setTimeout(120_000);
  shop = await openShop(browser, product, "ТОО «ҚАЙТАРЫМ»", GOODS);
});

test("a sale comes back in part, then the rest of it, and a third time nothing", async ({ product }) => {
  const { cashier, registerId } = shop;
  await cashier.goto(`/pos/${registerId}`);
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  for (const code of ["4870000001019", "4870000001019", "4870000002023"]) await scan(cashier, code);
  await expect(cashier.getByText("1 080,00").last()).toBeVisible();
  await cashier.keyboard.press("F9");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText("Чек 1 принят ОФД")).toBeVisible();
  await nextSale(cashier);

  const find = async () => {
    await cashier.goto(`/pos/${registerId}/return`);
    await cashier.getByLabel("Номер чека, фискальный признак, QR или ссылка на чек").fill("1");
    await cashier.keyboard.press("Enter");
    await cashier.getByRole("link", { name: /^Продажа № 1/ }).click();
  };
  await find();
  await expect(cashier.getByRole("heading", { name: "Возврат по чеку 1" })).toBeVisible();
  await expectAccessible(cashier);
  await scan(cashier, "4870000001019");
  await expect(cashier.getByRole("textbox", { name: "Количество: Хлеб пшеничный" })).toHaveValue("1");
  await cashier.getByRole("textbox", { name: "Количество: Хлеб пшеничный" }).fill("3");
  await expect(cashier.getByText("По строке 1 можно вернуть не больше 2. Уменьшите количество.")).toBeVisible();
  await cashier.getByRole("textbox", { name: "Количество: Хлеб пшеничный" }).fill("1");
  await giveBackChosen(cashier);
  await expect(cashier.getByText("Выдать из кассы")).toBeVisible();

  await find();
  await cashier.getByRole("button", { name: "Выбрать все" }).click();
  await giveBackChosen(cashier);
  await find();
  await expect(cashier.getByText("По этому чеку уже возвращено все.")).toBeVisible();
  const made = await product.look<{ kind: string; total: string }>(
    "SELECT kind, total_tiyn::text AS total FROM cabinet.fiscal_document WHERE register_id = $1 ORDER BY number",
    [registerId],
  );
  expect(made).toEqual([
    { kind: "sale", total: "108000" },
    { kind: "sale_return", total: "22000" },
    { kind: "sale_return", total: "86000" },
  ]);
});
