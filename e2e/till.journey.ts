import { type OpenShop, openShop, scan } from "./support/steps/shop";
import { giveBackChosen, nextSale } from "./support/steps/till";
import { expect, expectAccessible, test } from "./support/test";

const ORGANIZATION = "ТОО «ТІЛЕК САУДА»";
const GOODS = [
  "название;штрихкод;единица;ндс;цена;группа;избранное",
  "Хлеб пшеничный;4870000001019;шт;без ндс;220;Хлеб;да",
  "Молоко 3,2 %;4870000002023;шт;без ндс;640;Молочное;",
];
const PRESSES_MAX = 6;
/** Compressed, without headers: what a slow line waits for before the first key. */
const FIRST_SCRIPTS_BYTES_MAX = 200_000;

let shop: OpenShop;
test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser, product }) => {
  test.setTimeout(240_000);
  shop = await openShop(browser, product, ORGANIZATION, GOODS);
});

test("two scanned goods with exact cash take at most six key presses, and Enter begins the next sale", async () => {
  const { cashier, registerId } = shop;
  await cashier.goto(`/pos/${registerId}`);
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  let presses = 0;
  const press = async (key: string) => {
    presses += key.split("+").length;
    await cashier.keyboard.press(key);
  };
  await scan(cashier, "4870000001019");
  await scan(cashier, "4870000002023");
  await expect(cashier.getByText("860,00").last()).toBeVisible();
  await press("F9");
  await press("Control+Enter");
  await expect(cashier.getByText("Чек 1 принят ОФД")).toBeVisible();
  await expect(cashier.getByRole("button", { name: /^Следующая продажа/ })).toBeFocused();
  await press("Enter");
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  expect(presses).toBeLessThanOrEqual(PRESSES_MAX);
});

test("on a phone a finger alone sells, with the pay bar always in reach", async ({ browser, product }) => {
  const { registerId } = shop;
  const phone = await browser.newContext({
    ...{ baseURL: product.origin, locale: "ru-RU", storageState: await shop.context.storageState() },
    ...{ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  });
  const page = await phone.newPage();
  await page.goto(`/pos/${registerId}`);
  await page.getByRole("button", { name: "Все", exact: true }).tap();
  await page
    .getByRole("button", { name: /^Молоко/ })
    .first()
    .tap();
  await expect(page.getByText("640,00").last()).toBeInViewport();
  await expectAccessible(page);
  await page
    .getByRole("button", { name: /^Наличные/ })
    .first()
    .tap();
  await page.getByRole("button", { name: "1 000" }).tap();
  await page.getByRole("button", { name: /^Пробить чек/ }).tap();
  await expect(page.getByText("Чек 2 принят ОФД")).toBeVisible();
  await expect(page.getByText(/360,00/).first()).toBeVisible();
  await phone.close();
});

test("a sale comes back in part, then the rest of it, and a third time nothing", async ({ product }) => {
  const { cashier, registerId } = shop;
  await cashier.goto(`/pos/${registerId}`);
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  for (const code of ["4870000001019", "4870000001019", "4870000002023"]) await scan(cashier, code);
  await expect(cashier.getByText("1 080,00").last()).toBeVisible();
  await cashier.keyboard.press("F9");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText("Чек 3 принят ОФД")).toBeVisible();
  await nextSale(cashier);

  const find = async () => {
    await cashier.goto(`/pos/${registerId}/return`);
    await cashier.getByLabel("Номер чека, фискальный признак, QR или ссылка на чек").fill("3");
    await cashier.keyboard.press("Enter");
    await cashier.getByRole("link", { name: /^Продажа № 3/ }).click();
  };
  await find();
  await expect(cashier.getByRole("heading", { name: "Возврат по чеку 3" })).toBeVisible();
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
    "SELECT kind, total_tiyn::text AS total FROM cabinet.fiscal_document WHERE register_id = $1 AND number >= 3 ORDER BY number",
    [registerId],
  );
  expect(made).toEqual([
    { kind: "sale", total: "108000" },
    { kind: "sale_return", total: "22000" },
    { kind: "sale_return", total: "86000" },
  ]);
});

test("the scripts of the till's first load stay within their budget", async ({ browser, product }) => {
  const context = await browser.newContext({
    baseURL: product.origin,
    storageState: await shop.context.storageState(),
  });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.setCacheDisabled", { cacheDisabled: true });
  const headers = new Map<string, number>();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script") headers.set(requestId, response.encodedDataLength);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const head = headers.get(requestId);
    if (head !== undefined) bytes += encodedDataLength - head;
  });
  await page.goto(`/pos/${shop.registerId}`, { waitUntil: "load" });
  expect(headers.size).toBeGreaterThan(3);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(FIRST_SCRIPTS_BYTES_MAX);
  await context.close();
});
