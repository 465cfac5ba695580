import type { Browser } from "@playwright/test";
import { loseAnswers } from "./support/lost";
import { signIn } from "./support/steps/company";
import { type OpenShop, openShop, scan } from "./support/steps/shop";
import { closeShift, moveCash, nextSale, sellForCash } from "./support/steps/till";
import { expect, expectAccessible, test } from "./support/test";

const GOODS = [
  "название;штрихкод;единица;ндс;цена;группа;избранное",
  "Хлеб пшеничный;4870000001019;шт;без ндс;220;Хлеб;да",
];
const PASSWORD = "astana-kok-aspan";
const PIN = "2580";
const IDLE_MINUTES = 10;

let shop: OpenShop;
test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser, product }) => {
  test.setTimeout(240_000);
  shop = await openShop(browser, product, "ТОО «ҚҰЛЫП»", GOODS);
});
const till = () => `/pos/${shop.registerId}`;
/** The till listens to a scanner once its field has the focus. */
const listens = () => expect(shop.cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
const bread = () => shop.cashier.getByRole("listitem").filter({ hasText: "Хлеб" });

test("the lock asks for a PIN first; with one it hides the shop, keeps the cart, and opens by PIN", async () => {
  const { cashier } = shop;
  await cashier.goto(till());
  await listens();
  await scan(cashier, "4870000001019");
  await expect(bread()).toBeVisible();
  await cashier.keyboard.press("F6");
  await cashier.waitForURL((url) => url.pathname === "/pos/pin");
  await expectAccessible(cashier);
  await cashier.getByLabel(/^Пароль/).fill(PASSWORD);
  await cashier.getByLabel(/^PIN-код(?! еще)/).fill("1234");
  await cashier.getByLabel("PIN-код еще раз").fill("1234");
  await cashier.getByRole("button", { name: "Сохранить PIN-код" }).click();
  await expect(cashier.getByText("Такой PIN-код подбирают первым. Придумайте другой.")).toBeVisible();
  await cashier.getByLabel(/^Пароль/).fill(PASSWORD);
  await cashier.getByLabel(/^PIN-код(?! еще)/).fill(PIN);
  await cashier.getByLabel("PIN-код еще раз").fill(PIN);
  await cashier.getByRole("button", { name: "Сохранить PIN-код" }).click();
  await cashier.waitForURL((url) => url.pathname === till());
  await expect(bread()).toBeVisible();

  await cashier.keyboard.press("F6");
  await expect(cashier.getByRole("heading", { name: "Касса заблокирована" })).toBeVisible();
  await expectAccessible(cashier);
  await cashier.goto(`${till()}/receipts`);
  await expect(cashier.getByRole("heading", { name: "Касса заблокирована" })).toBeVisible();
  await cashier.getByLabel("PIN-код").fill("9999");
  await cashier.keyboard.press("Enter");
  await expect(cashier.getByText(/PIN-код не подходит. Осталось 4 попытки/)).toBeVisible();
  for (const digit of PIN) await cashier.getByRole("button", { name: digit, exact: true }).click();
  await cashier.getByRole("button", { name: "Разблокировать" }).click();
  await cashier.waitForURL((url) => url.pathname === `${till()}/receipts`);
  await cashier.goto(till());
  await expect(bread()).toBeVisible();
});

test("a till that was left alone locks itself, and its other tabs with it; a touch puts that off", async () => {
  const { cashier, context } = shop;
  await cashier.clock.install();
  await cashier.goto(till());
  await expect(bread()).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${till()}/cash`);
  await expect(other.getByRole("heading", { name: "Деньги в кассе" })).toBeVisible();
  await cashier.clock.fastForward((IDLE_MINUTES - 1) * 60_000);
  await cashier.keyboard.press("Shift");
  await cashier.clock.fastForward((IDLE_MINUTES - 1) * 60_000);
  await expect(bread()).toBeVisible();
  await cashier.clock.fastForward(2 * 60_000);
  await expect(cashier.getByRole("heading", { name: "Касса заблокирована" })).toBeVisible();
  await expect(other.getByRole("heading", { name: "Касса заблокирована" })).toBeVisible();
  await other.close();
});

test("after five wrong PINs the password is asked", async () => {
  const { cashier } = shop;
  await cashier.goto("/pos/lock");
  for (let left = 4; left >= 1; left--) {
    await cashier.getByLabel("PIN-код").fill("9999");
    await cashier.keyboard.press("Enter");
    await expect(cashier.getByText(new RegExp(`Остал(ось|ась) ${left} попыт`))).toBeVisible();
  }
  await cashier.getByLabel("PIN-код").fill("9999");
  await cashier.keyboard.press("Enter");
  await cashier.waitForURL((url) => url.pathname === "/pos/sign-in");
});

/** The owner sets how shifts of the register end. */
async function setEnd(browser: Browser, origin: string, end: { time: string; withdraw: boolean }): Promise<void> {
  const context = await browser.newContext({ baseURL: origin, locale: "ru-RU", timezoneId: "Asia/Almaty" });
  const owner = await context.newPage();
  await signIn(owner, shop.company.email, shop.company.password);
  await owner.goto(`/cabinet/registers/${shop.registerId}/settings`);
  await owner.getByLabel("Закрывать смену в").fill(end.time);
  await owner.getByRole("checkbox", { name: /изы/i }).setChecked(end.withdraw);
  await owner.getByRole("button", { name: "Сохранить", exact: true }).click();
  await expect(owner.getByText(/^Настройки сохранены/).first()).toBeVisible();
  await context.close();
}

const almaty = (at: Date): string =>
  at.toLocaleTimeString("ru-RU", { timeZone: "Asia/Almaty", hour: "2-digit", minute: "2-digit" });

test("closing empties the drawer where the owner wants it, and says so before", async ({ browser, product }) => {
  const { cashier, registerId } = shop;
  const [made] = await product.look<{ login: string }>(
    "SELECT a.login FROM common.account a JOIN cabinet.cashier_register r ON r.cashier_id = a.id WHERE r.register_id = $1",
    [registerId],
  );
  await cashier.getByLabel("Логин").fill(made?.login ?? "");
  await cashier.getByLabel(/^Пароль/).fill(PASSWORD);
  await cashier.getByRole("button", { name: "Войти", exact: true }).click();
  await cashier.waitForURL((url) => url.pathname === till());
  await setEnd(browser, product.origin, { time: "", withdraw: true });
  await sellForCash(cashier, registerId, []);
  await cashier.goto(`${till()}/reports`);
  await expect(cashier.getByText("При закрытии наличные изымаются отдельным чеком.")).toBeVisible();
  await closeShift(cashier, registerId);
  const kinds = await product.look<{ kind: string }>(
    "SELECT kind FROM cabinet.fiscal_document WHERE register_id = $1 ORDER BY number",
    [registerId],
  );
  expect(kinds.map(({ kind }) => kind)).toEqual(["sale", "withdrawal", "z_report"]);
});

test("a closing whose answer is lost is found after a reload with its slip, printed once, and closes nothing twice", async ({
  product,
}) => {
  const { cashier, registerId } = shop;
  await cashier.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", String(printedSoFar() + 1));
    const printedSoFar = () => Number(document.documentElement.getAttribute("data-printed") ?? "0");
  });
  await cashier.goto(till());
  await listens();
  await scan(cashier, "4870000001019");
  await sellForCash(cashier, registerId, []);
  await cashier.goto(`${till()}/reports`);
  await cashier.getByRole("button", { name: /^Меню кассы/ }).click();
  await cashier.getByRole("switch", { name: /^Печатать сразу/ }).click();
  await expect(cashier.getByRole("switch", { name: /^Печатать сразу/ })).toBeChecked();
  await cashier.keyboard.press("Escape");
  const kinds = async () =>
    (
      await product.look<{ kind: string }>(
        "SELECT kind FROM cabinet.fiscal_document WHERE register_id = $1 ORDER BY number",
        [registerId],
      )
    ).map(({ kind }) => kind);
  const hear = await loseAnswers(cashier);
  const close = "Закрыть смену, напечатать Z";
  await cashier.getByRole("button", { name: close }).click();
  await cashier.getByRole("alertdialog").getByRole("button", { name: close }).click();
  const ended = ["sale", "withdrawal", "z_report", "sale", "withdrawal", "z_report"];
  await expect.poll(kinds).toEqual(ended);
  await cashier.reload();
  hear();
  await expect(cashier.getByText("Смена 2 закрыта", { exact: true })).toBeVisible();
  await expect(cashier.getByRole("article")).toHaveCount(2);
  await expect(cashier.getByRole("article").nth(1)).toContainText("ИЗЪЯТИЕ ДЕНЕГ ИЗ КАССЫ");
  await expectAccessible(cashier);
  await expect(cashier.locator("html[data-printed='1']")).toBeAttached();
  await expect(cashier.getByRole("button", { name: "Открыть смену" })).toBeVisible();
  expect(await kinds()).toEqual(ended);
});

test("a move of cash whose answer is lost is found after a reload, and is made once", async ({ product }) => {
  const { cashier, registerId } = shop;
  const hear = await loseAnswers(cashier);
  await moveCash(cashier, registerId, "Внесение", "500");
  await expect(cashier.getByText("Нет связи с сервисом. Повторите: второй раз ничего не случится.")).toBeVisible();
  await cashier.reload();
  hear();
  await expect(cashier.getByText(/^Внесено 500,00/)).toBeVisible();
  const made = await product.look<{ kind: string; total: string }>(
    "SELECT kind, total_tiyn::text AS total FROM cabinet.fiscal_document WHERE register_id = $1 AND kind = 'deposit'",
    [registerId],
  );
  expect(made).toEqual([{ kind: "deposit", total: "50000" }]);
});

test("a shift that closes by the clock is said before and after at the till", async ({ browser, product }) => {
  const { cashier, registerId } = shop;
  await cashier.goto(till());
  await listens();
  await scan(cashier, "4870000001019");
  await sellForCash(cashier, registerId, []);
  await nextSale(cashier);
  await setEnd(browser, product.origin, { time: almaty(new Date(Date.now() + 2 * 60_000)), withdraw: false });
  await cashier.reload();
  await expect(cashier.getByText(/^Смена закроется сама в/)).toBeVisible();
  await expect(cashier.getByText(/^Смена \d+ закрыта сама в/)).toBeVisible({ timeout: 210_000 });
  await expectAccessible(cashier);
  await cashier.getByRole("link", { name: "Z-отчет" }).click();
  await expect(cashier.getByRole("heading", { name: /^Z-отчет/ })).toBeVisible();
});

test("a browser can put the till on a home screen", async () => {
  const { cashier, context } = shop;
  const session = await context.newCDPSession(cashier);
  await cashier.goto("/pos/sign-in");
  const manifest = await session.send("Page.getAppManifest");
  expect(manifest.errors).toEqual([]);
  expect(JSON.parse(manifest.data ?? "{}")).toMatchObject({ display: "standalone", start_url: "/pos" });
  // A journey's browser keeps nothing, which alone forbids installing there.
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
});
