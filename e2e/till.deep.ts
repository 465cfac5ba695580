import { loseAnswers } from "./support/lost";
import { silenceOperator } from "./support/silence";
import { payVat, signIn } from "./support/steps/company";
import { type OpenShop, openShop, scan } from "./support/steps/shop";
import { moveCash, nextSale } from "./support/steps/till";
import { expect, expectAccessible, test } from "./support/test";

const GOODS = [
  "название;штрихкод;единица;ндс;цена;группа;избранное;артикул;код весов;маркировка",
  "Хлеб пшеничный;4870000001019;шт;без ндс;220;Хлеб;да;ХЛ-1;;",
  "Молоко 3,2 %;4870000002023;шт;без ндс;640;Молочное;;;;",
  "Казы;;кг;без ндс;7900;Мясо;;;00042;",
  "Вода в бутылке;4870000006069;шт;без ндс;330;Напитки;;;;да",
];
const UNIT = "010487000000606921unit1";
/** As long as the till asks again by itself before it hands over to the cashier. */
const UNANSWERED_MS = 30_000;

let shop: OpenShop;
test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser, product }) => {
  test.setTimeout(240_000);
  shop = await openShop(browser, product, "ТОО «ТЕРЕҢ ДҮКЕН»", GOODS);
});
test.beforeEach(async () => {
  await shop.cashier.goto(`/pos/${shop.registerId}`);
  await expect(shop.cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
});

type Stored = {
  readonly number: string;
  readonly kind: string;
  readonly total: string;
  readonly body: { readonly payments: unknown };
};
const stored = async (look: import("./support/test").Running["look"]): Promise<Stored[]> =>
  look<Stored>(
    "SELECT number::text, kind, total_tiyn::text AS total, body FROM cabinet.fiscal_document WHERE register_id = $1 ORDER BY fiscal_document.number",
    [shop.registerId],
  );
const total = () => shop.cashier.getByRole("region", { name: "Чек", exact: true }).getByText(/^[\d\s]+,\d\d\s₸$/);

test("keys alone find, count, change, remove and sell, and what is typed is never cleared by going back", async ({
  product,
}) => {
  const { cashier } = shop;
  const { keyboard } = cashier;
  const lines = cashier.getByRole("list", { name: "Позиции чека" }).getByRole("listitem");
  await keyboard.type("молоко");
  await keyboard.press("Enter");
  await keyboard.type("хлеб");
  await keyboard.press("Enter");
  await expect(lines).toHaveCount(2);
  await keyboard.press("+");
  await expect(total()).toHaveText(/1\s080,00/);
  await keyboard.press("ArrowUp");
  await keyboard.press("*");
  await keyboard.type("3");
  await keyboard.press("Enter");
  await expect(total()).toHaveText(/2\s360,00/);
  await keyboard.press("ArrowDown");
  await keyboard.press("-");
  await keyboard.press("Delete");
  await expect(lines).toHaveCount(1);
  await keyboard.type("2*хлеб");
  await keyboard.press("Enter");
  await expect(total()).toHaveText(/2\s360,00/);
  await keyboard.press("?");
  await expect(cashier.getByRole("dialog", { name: "Клавиши" })).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("F9");
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await expect(lines).toHaveCount(2);
  await keyboard.press("F9");
  await keyboard.type("5000");
  await expect(cashier.getByText(/2\s640,00/).first()).toBeVisible();
  await keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  expect((await stored(product.look)).at(-1)).toMatchObject({ kind: "sale", total: "236000" });
  await expect(cashier.getByRole("button", { name: /^Следующая продажа/ })).toBeFocused();
  await keyboard.press("Enter");
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
});

test("discounts of a line and of the receipt, and three ways to pay at once, by keys", async ({ product }) => {
  const { cashier } = shop;
  await scan(cashier, "4870000001019");
  await scan(cashier, "4870000002023");
  await cashier.keyboard.press("F4");
  await expect(cashier.getByRole("dialog")).toBeVisible();
  await expectAccessible(cashier);
  await cashier.keyboard.type("10");
  await cashier.keyboard.press("Enter");
  await expect(total()).toHaveText(/796,00/);
  await cashier.getByRole("button", { name: "Действия с чеком" }).click();
  await cashier.getByRole("button", { name: "Скидка на чек" }).click();
  await cashier.getByRole("dialog").getByRole("radio", { name: "₸" }).click();
  await cashier.getByRole("dialog").getByLabel("Сколько").fill("96");
  await cashier.keyboard.press("Enter");
  await expect(total()).toHaveText(/700,00/);
  await cashier.keyboard.press("F10");
  await cashier.getByLabel("Картой").fill("300");
  await cashier.getByLabel("Мобильным").fill("150");
  await cashier.getByLabel("Получено наличными").fill("500");
  await expect(cashier.getByText(/250,00/).first()).toBeVisible();
  await cashier.getByRole("button", { name: /^Покупатель/ }).click();
  await cashier.getByLabel("E-mail для чека").fill("нет");
  await expect(cashier.getByRole("button", { name: /^Пробить чек/ })).toBeDisabled();
  await cashier.getByLabel("E-mail для чека").fill("buyer@example.kz");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  const last = (await stored(product.look)).at(-1);
  expect(last).toMatchObject({ kind: "sale", total: "70000" });
  expect(last?.body.payments).toEqual([
    { type: "cash", sumTiyn: "25000" },
    { type: "card", sumTiyn: "30000" },
    { type: "mobile", sumTiyn: "15000" },
  ]);
  await nextSale(cashier);
});

test("a weight from the scales, a marked unit once, a shelf, an unknown code at a free price", async () => {
  const { cashier } = shop;
  await scan(cashier, "2100042004863");
  await expect(cashier.getByText("0,486 кг × 7 900,00")).toBeVisible();
  await scan(cashier, UNIT);
  await expect(cashier.getByText("1 код маркировки")).toBeVisible();
  await scan(cashier, UNIT);
  await expect(cashier.getByText("Эта единица уже в чеке. Отсканируйте другую.")).toBeVisible();
  await cashier.getByRole("button", { name: "Молочное", exact: true }).click();
  await cashier
    .getByRole("button", { name: /^Молоко/ })
    .first()
    .click();
  await scan(cashier, "4870000009992");
  await expect(cashier.getByRole("alertdialog")).toContainText("4870000009992");
  await cashier.keyboard.press("Enter");
  await cashier.getByRole("dialog").getByLabel("Цена").fill("15");
  await cashier.keyboard.press("Enter");
  await expect(cashier.getByRole("listitem").last()).toContainText("15,00");
  await cashier.keyboard.press("F8");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  await nextSale(cashier);
});

test("a cart waits aside for another buyer and survives a reload; a wrong quantity says why in its field", async () => {
  const { cashier } = shop;
  await scan(cashier, "4870000001019");
  await cashier.keyboard.press("*");
  await cashier.keyboard.type("0");
  await cashier.keyboard.press("Enter");
  await expect(cashier.getByRole("listitem").getByRole("alert")).toBeVisible();
  await cashier.keyboard.press("Escape");
  await cashier.getByRole("button", { name: "Отложенные чеки" }).click();
  await cashier.getByRole("button", { name: "Отложить этот чек" }).click();
  await scan(cashier, "4870000002023");
  await cashier.reload();
  await expect(total()).toHaveText(/640,00/);
  await cashier.getByRole("button", { name: "Отложен 1 чек" }).click();
  await expectAccessible(cashier);
  await cashier.getByRole("dialog").getByRole("button", { name: /Хлеб/ }).click();
  await expect(total()).toHaveText(/220,00/);
  await cashier.getByRole("button", { name: "Отложен 1 чек" }).click();
  await cashier.getByRole("dialog").getByRole("button", { name: "Удалить отложенный чек" }).click();
  await cashier.keyboard.press("Escape");
  await cashier.keyboard.press("Delete");
});

test("money for goods bought from a person: the same cart is a purchase", async ({ product }) => {
  const { cashier } = shop;
  await cashier.getByRole("button", { name: "Покупка", exact: true }).click();
  await scan(cashier, "4870000001019");
  await cashier.keyboard.press("F9");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  expect((await stored(product.look)).at(-1)).toMatchObject({ kind: "purchase", total: "22000" });
  await nextSale(cashier);
  await expect(cashier.getByRole("button", { name: "Продажа", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("an answer that is lost, and a reload before it comes: the receipt is found and is not made twice", async ({
  product,
}) => {
  const { cashier } = shop;
  const before = (await stored(product.look)).length;
  await scan(cashier, "4870000001019");
  // The sale is made, and no answer arrives before the page that waits for it is gone.
  const hear = await loseAnswers(cashier);
  await cashier.keyboard.press("F9");
  await cashier.keyboard.press("Control+Enter");
  await expect.poll(async () => (await stored(product.look)).length).toBe(before + 1);
  await cashier.reload();
  hear();
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  await nextSale(cashier);
  await expect(cashier.getByText("Отсканируйте товар, найдите его или введите свободную цену.")).toBeVisible();
  expect(await stored(product.look)).toHaveLength(before + 1);
});

test("a sale that never reached us: said so, the cart is back after the reload, and it is sold once", async ({
  product,
}) => {
  const { cashier, context } = shop;
  test.setTimeout(240_000);
  const before = (await stored(product.look)).length;
  await scan(cashier, "4870000002023");
  await cashier.keyboard.press("F9");
  await context.setOffline(true);
  await expect(cashier.getByText("Нет связи с сервисом.")).toBeVisible();
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText("Сервис не ответил, пробит ли чек")).toBeVisible({ timeout: UNANSWERED_MS });
  await expect(cashier.getByRole("button", { name: /^Наличные/ })).toHaveCount(0);
  await context.setOffline(false);
  await expect(cashier.getByText("Нет связи с сервисом.")).toBeHidden();
  await cashier.reload();
  await expect(cashier.getByText("Прошлый чек не пробит: ответа на него не было")).toBeVisible();
  expect(await stored(product.look)).toHaveLength(before);
  await cashier.keyboard.press("F9");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  expect(await stored(product.look)).toHaveLength(before + 1);
  await nextSale(cashier);
});

test("without the operator the sale is saved and goes out by itself, and the cashier sees both", async ({
  product,
}) => {
  test.setTimeout(240_000);
  const { cashier } = shop;
  const speakAgain = await silenceOperator(product, shop.registerId);
  try {
    await scan(cashier, "4870000001019");
    await cashier.keyboard.press("F9");
    await cashier.keyboard.press("Control+Enter");
    await expect(cashier.getByRole("button", { name: "Отправляем в ОФД" })).toBeVisible();
    await expect(cashier.getByText(/^Чек \d+ сохранен/)).toBeVisible({ timeout: 45_000 });
    await nextSale(cashier);
    await expect(cashier.getByText(/^Нет связи с ОФД с \d\d:\d\d\.$/)).toBeVisible();
    await expect(cashier.getByText(/1 не отправлен, осталось 7[12] ч/).first()).toBeVisible();
    await expectAccessible(cashier);
    await cashier.goto(`/pos/${shop.registerId}/receipts?kind=unsent`);
    await expect(cashier.getByText("Ждет отправки").first()).toBeVisible();
    await expect(cashier.getByText(/1 не отправлен, осталось 7[12] ч/).first()).toBeVisible();
  } finally {
    speakAgain();
  }
  await expect(cashier.getByText("ОФД на связи").first()).toBeVisible({ timeout: 60_000 });
  await expect(cashier.getByText(/не отправлен/).and(cashier.locator(":visible"))).toHaveCount(0, { timeout: 60_000 });
  await cashier.goto(`/pos/${shop.registerId}/receipts?kind=unsent`);
  await expect(
    cashier
      .getByText("Документов пока нет")
      .or(cashier.getByText(/ничего не нашлось/i))
      .first(),
  ).toBeVisible();
  await cashier.goto(`/pos/${shop.registerId}/receipts`);
  await expect(cashier.getByRole("row").nth(1)).toContainText(/Принят ОФД\s*\(автономный\)/);
  const [last] = (await stored(product.look)).slice(-1);
  expect(last).toMatchObject({ kind: "sale", total: "22000" });
});

test("a sale is repeated from its row in the list; what was in hand waits aside", async () => {
  const { cashier } = shop;
  await scan(cashier, "4870000002023");
  await cashier.goto(`/pos/${shop.registerId}/receipts?kind=sales`);
  await cashier
    .getByRole("row")
    .nth(1)
    .getByRole("button", { name: /^Повторить/ })
    .click();
  await cashier.waitForURL((url) => url.pathname === `/pos/${shop.registerId}`);
  await expect(total()).toHaveText(/220,00/);
  await expect(cashier.getByRole("button", { name: "Отложен 1 чек" })).toBeVisible();
});

test("a page of the receipts begins after one of them: a sale made meanwhile moves nothing on it", async ({
  product,
}) => {
  const { cashier, registerId } = shop;
  const rows = cashier.getByRole("table").getByRole("row");
  const first = rows.nth(1).getByRole("link").first();
  const saysFirst = async () => (await first.textContent()) ?? "";
  while ((await stored(product.look)).length < 12) {
    await moveCash(cashier, registerId, "Внесение", "10");
    await expect(cashier.getByText(/^Внесено 10,00/)).toBeVisible();
    await cashier.reload();
  }
  await cashier.goto(`/pos/${registerId}/receipts?size=10`);
  await expect(rows).toHaveCount(11);
  const newest = await saysFirst();
  await cashier.getByRole("link", { name: "Более ранние" }).click();
  await cashier.waitForURL(/after=/);
  await expect(first).not.toHaveText(newest);
  const [address, seen] = [cashier.url(), await saysFirst()];
  await cashier.goto(`/pos/${registerId}`);
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  await scan(cashier, "4870000001019");
  await cashier.keyboard.press("F8");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  await nextSale(cashier);
  await cashier.goto(address);
  await expect(first).toHaveText(seen);
  await cashier.reload();
  await expect(first).toHaveText(seen);
  await cashier.getByRole("link", { name: "К началу" }).click();
  await cashier.waitForURL((url) => !url.searchParams.has("after"));
  await expect(first).not.toHaveText(seen);
  await expect(rows).toHaveCount(11);

  // A number finds its receipt on whichever page it would stand; a kind still narrows what is found.
  await cashier.goto(`/pos/${registerId}/receipts?q=1`);
  await expect(rows).toHaveCount(2);
  await cashier.goto(`/pos/${registerId}/receipts?q=1&kind=zReports`);
  await expect(rows).toHaveCount(0);
});

test("a good whose rate of VAT has ended is refused as it is scanned, with what to do instead", async ({
  browser,
  product,
}) => {
  const { cashier, company, registerId } = shop;
  const context = await browser.newContext({ baseURL: product.origin, locale: "ru-RU", timezoneId: "Asia/Almaty" });
  const owner = await context.newPage();
  await signIn(owner, company.email, company.password);
  await payVat(owner);
  await context.close();
  // No screen makes such a good: its card is as old as its rate.
  await product.look(
    `UPDATE cabinet.good g SET vat_kind = '12' FROM cabinet.register r
     WHERE r.id = $1 AND r.tenant_id = g.tenant_id AND g.barcode = '4870000002023'`,
    [registerId],
  );
  await cashier.goto(`/pos/${registerId}`);
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  const lines = cashier.getByRole("list", { name: "Позиции чека" }).getByRole("listitem");
  await scan(cashier, "4870000001019");
  await expect(lines).toHaveCount(1);
  await scan(cashier, "4870000002023");
  await expect(
    cashier.getByText(/^Молоко 3,2 %: ставка НДС 12 % больше не действует\. Продайте по свободной/),
  ).toBeVisible();
  await expect(lines).toHaveCount(1);
  await expectAccessible(cashier);
  await cashier.keyboard.press("F8");
  await cashier.keyboard.press("Control+Enter");
  await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
  expect((await stored(product.look)).at(-1)).toMatchObject({ kind: "sale", total: "22000" });
  await nextSale(cashier);
});
