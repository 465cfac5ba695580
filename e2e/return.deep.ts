import { loseAnswers } from "./support/lost";
import { chooseScanned, howMuchOf } from "./support/steps/returns";
import { type OpenShop, openShop, scan } from "./support/steps/shop";
import { giveBackChosen, nextSale } from "./support/steps/till";
import { expect, expectAccessible, test } from "./support/test";

const GOODS = [
  "название;штрихкод;единица;ндс;цена;группа;избранное",
  "Хлеб пшеничный;4870000001019;шт;без ндс;220;Хлеб;да",
];

let shop: OpenShop;
test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser, product }) => {
  test.setTimeout(200_000);
  shop = await openShop(browser, product, "ТОО «ҚАЙТАРУ ОРНЫ»", GOODS);
});

test("a purchase is made and taken back from its document", async () => {
  const { cashier, registerId } = shop;
  await cashier.goto(`/pos/${registerId}`);
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  await cashier.getByRole("button", { name: "Покупка", exact: true }).click();
  await scan(cashier, "4870000001019");
  await cashier.keyboard.press("F8");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  await nextSale(cashier);
  await cashier.goto(`/pos/${registerId}/receipts`);
  await cashier.getByRole("link", { name: "Покупка № 1", exact: true }).first().click();
  await cashier.getByRole("button", { name: "Возврат", exact: true }).click();
  await expect(cashier.getByRole("heading", { name: "Возврат покупки по чеку 1" })).toBeVisible();
  await giveBackChosen(cashier);
});

test("a receipt of another program comes back from its paper, from the facts of its QR, and never past its total", async () => {
  const { cashier, registerId } = shop;
  const qr = "http://consumer.oofd.kz?i=1234567890&f=010100000001&s=300.00&t=20260629T170916";
  const byPaper = async () => {
    await cashier.goto(`/pos/${registerId}/return?q=${encodeURIComponent(qr)}`);
    await expect(cashier.getByLabel("Фискальный признак")).toHaveValue("1234567890");
    await expect(cashier.getByLabel("Итого по чеку")).toHaveValue("300,00");
    await cashier.getByLabel("Название").fill("Чайник");
    await cashier.getByLabel("Цена").fill("200");
    await cashier.getByLabel("НДС", { exact: true }).selectOption("12");
    await cashier.getByRole("radio", { name: "Карта" }).click();
  };
  await byPaper();
  await expectAccessible(cashier);
  await giveBackChosen(cashier);
  await byPaper();
  await cashier.getByRole("button", { name: /^Пробить возврат/ }).click();
  await expect(cashier.getByText("По этому чеку можно вернуть не больше 100,00 ₸. Уменьшите сумму.")).toBeVisible();
});

test("a paper is typed in by keys alone: the first wrong field is gone to, and is wrong until it is typed over", async ({
  product,
}) => {
  const { cashier, registerId } = shop;
  const { keyboard } = cashier;
  const field = (label: string) => cashier.getByLabel(label, { exact: true });
  await cashier.goto(`/pos/${registerId}/return?paper=1`);
  await expect(field("РНМ кассы")).toBeFocused();
  const type = async (...texts: readonly string[]) => {
    for (const text of texts) {
      await keyboard.type(text);
      await keyboard.press("Tab");
    }
  };
  await type("010100000001", "9876543210", "29062026", "995900", "1000");
  await expect(field("Дата чека")).toHaveValue("29.06.2026");
  await keyboard.press("Tab");
  await expect(field("Название")).toBeFocused();
  await keyboard.press("Tab");
  await type("2", "250");
  await expect(cashier.getByText(/^500,00\s₸$/).first()).toBeVisible();

  await cashier.getByRole("radio", { name: "Карта" }).focus();
  await keyboard.press("Enter");
  await keyboard.press("Control+Enter");
  await expect(field("Время")).toBeFocused();
  await expect(cashier.getByText("Введите время с чека в формате чч:мм:сс.")).toBeVisible();
  await expect(cashier.getByText("Заполните это поле.")).toHaveCount(1);
  await expectAccessible(cashier);
  await keyboard.press("Control+a");
  await keyboard.type("170916");
  await expect(field("Время")).toHaveValue("17:09:16");
  await expect(cashier.getByText("Введите время с чека в формате чч:мм:сс.")).toHaveCount(0);
  await keyboard.press("Control+Enter");
  await expect(field("Название")).toBeFocused();
  await keyboard.type("Чайник");

  await cashier.getByRole("button", { name: "Добавить строку" }).focus();
  await keyboard.press("Enter");
  await expect(field("Название").nth(1)).toBeFocused();
  await type("Пакет", "", "45");
  await keyboard.press("Control+Enter");
  await expect(cashier.getByRole("heading", { name: /^Возврат \d+ (принят|сохранен)/ })).toBeVisible();
  const [made] = await product.look<{ total: string; sign: string }>(
    `SELECT total_tiyn::text AS total, body->'basis'->>'sign' AS sign FROM cabinet.fiscal_document
     WHERE register_id = $1 AND kind = 'sale_return' ORDER BY number DESC LIMIT 1`,
    [registerId],
  );
  expect(made).toEqual({ total: "54500", sign: "9876543210" });
  await keyboard.press("Enter");
  await cashier.waitForURL((url) => url.pathname === `/pos/${registerId}`);
});

test("an unanswered return and a reload: what was chosen is still chosen, and it is made once", async ({ product }) => {
  test.setTimeout(240_000);
  const { cashier, registerId } = shop;
  await cashier.goto(`/pos/${registerId}`);
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  await cashier.getByRole("button", { name: "Свободная цена" }).first().click();
  await cashier.getByRole("dialog").getByLabel("Цена").fill("15");
  await cashier.keyboard.press("Enter");
  for (const code of ["4870000001019", "4870000001019"]) await scan(cashier, code);
  await cashier.keyboard.press("F8");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  await nextSale(cashier);
  await cashier.goto(`/pos/${registerId}/receipts?kind=sales`);
  await cashier
    .getByRole("link", { name: /^Продажа №/ })
    .first()
    .click();
  await cashier.getByRole("button", { name: "Возврат", exact: true }).click();
  await expect(cashier.getByRole("heading", { name: /^Возврат по чеку/ })).toBeVisible();
  await chooseScanned(cashier, "4870000001019", "Хлеб пшеничный");
  await cashier.getByRole("radio", { name: "Мобильный" }).click();

  const hear = await loseAnswers(cashier, { arrive: false });
  await cashier.getByRole("button", { name: /^Пробить возврат/ }).click();
  await expect(cashier.getByRole("button", { name: "Нет ответа сервиса, спрашиваем снова" })).toBeVisible();
  await cashier.reload();
  hear();
  await expect(cashier.getByText("Прошлый чек не пробит: ответа на него не было")).toBeVisible();
  await expect(howMuchOf(cashier, "Хлеб пшеничный")).toHaveValue("1");
  await expect(cashier.getByRole("radio", { name: "Мобильный" })).toBeChecked();
  await giveBackChosen(cashier);
  const made = await product.look<{ total: string; payments: unknown }>(
    "SELECT total_tiyn::text AS total, body->'payments' AS payments FROM cabinet.fiscal_document WHERE register_id = $1 AND kind = 'sale_return' ORDER BY number DESC",
    [registerId],
  );
  expect(made.filter(({ total }) => total === "22000")).toEqual([
    { total: "22000", payments: [{ type: "mobile", sumTiyn: "22000" }] },
  ]);
});
