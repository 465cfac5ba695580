import type { Page } from "@playwright/test";
import { expect } from "../expect";

export type Hired = { readonly login: string; readonly password: string };

/** Adds a good with a fixed price. */
export async function addGood(owner: Page, name: string, tenge: string): Promise<void> {
  await owner.goto("/cabinet/goods/new");
  await owner.getByLabel("Название").fill(name);
  await owner.getByRole("textbox", { name: "Цена за единицу" }).fill(tenge);
  await owner.getByRole("button", { name: "Добавить товар" }).click();
  await owner.waitForURL((url) => url.pathname === "/cabinet/goods");
}

/** Makes a cashier for all registers; answers the login and the temporary password that is shown once. */
export async function hireCashier(owner: Page, name: string): Promise<Hired> {
  const login = `kassir-${Date.now().toString(36)}-${Math.floor(performance.now())}`;
  await owner.goto("/cabinet/cashiers/new");
  await owner.getByLabel("Имя").fill(name);
  await owner.getByLabel("Логин").fill(login);
  for (const box of await owner.getByRole("checkbox").all()) await box.check();
  await owner.getByRole("button", { name: "Создать кассира" }).click();
  const password = owner.getByRole("dialog").locator("dd").nth(1);
  await expect(password).toBeVisible();
  return { login, password: ((await password.textContent()) ?? "").trim() };
}

/** The cashier's first sign-in: the temporary password gives way to one of their own. */
export async function firstSignIn(cashier: Page, hired: Hired, password: string): Promise<void> {
  await cashier.goto("/pos/sign-in");
  await cashier.getByLabel("Логин").fill(hired.login);
  await cashier.getByLabel(/^Пароль/).fill(hired.password);
  await cashier.getByRole("button", { name: "Войти", exact: true }).click();
  await cashier.getByLabel("Временный пароль").fill(hired.password);
  await cashier.getByLabel(/^Новый пароль(?! еще)/).fill(password);
  await cashier.getByLabel("Новый пароль еще раз").fill(password);
  await cashier.getByRole("button", { name: "Сменить пароль" }).click();
  await cashier.waitForURL((url) => url.pathname.startsWith("/pos") && !url.pathname.includes("sign-in"));
}

/** One sale for cash without change: the named goods, one of each. Answers what the till says of the receipt. */
export async function sellForCash(cashier: Page, registerId: string, goods: readonly string[]): Promise<string> {
  if (!cashier.url().endsWith(`/pos/${registerId}`)) await cashier.goto(`/pos/${registerId}`);
  for (const name of goods) await cashier.getByRole("button", { name }).first().click();
  await cashier
    .getByRole("button", { name: /^Наличные/ })
    .first()
    .click();
  await cashier.getByRole("button", { name: /^Без сдачи/ }).click();
  await cashier.getByRole("button", { name: /^Пробить чек/ }).click();
  return said(cashier);
}

/** What the till says of the receipt just made. With the operator silent it says it after the deadline of five seconds. */
export async function said(cashier: Page): Promise<string> {
  const words = cashier.getByText(/^Чек \d+ (принят ОФД|сохранен)/);
  await expect(words).toBeVisible({ timeout: 45_000 });
  return (await words.textContent()) ?? "";
}

/** «Следующая продажа». */
export const nextSale = (cashier: Page): Promise<void> =>
  cashier.getByRole("button", { name: /^Следующая продажа/ }).click();

/** Closes the shift with a Z-report. */
export async function closeShift(cashier: Page, registerId: string): Promise<void> {
  await cashier.goto(`/pos/${registerId}/reports`);
  const close = cashier.getByRole("button", { name: "Закрыть смену, напечатать Z" });
  await close.first().click();
  await cashier
    .getByRole("dialog")
    .or(cashier.getByRole("alertdialog"))
    .getByRole("button", { name: "Закрыть смену, напечатать Z" })
    .click();
  await expect(cashier.getByText(/Смена \d+ закрыта/).first()).toBeVisible();
}

/** A thing without a card: named and priced on the spot, paid by card. Answers what the till says of the receipt. */
export async function sellFreeByCard(cashier: Page, registerId: string, name: string, tenge: string): Promise<string> {
  await cashier.goto(`/pos/${registerId}`);
  await cashier.getByRole("button", { name: "Свободная цена" }).first().click();
  const dialog = cashier.getByRole("dialog");
  await dialog.getByLabel("Цена").fill(tenge);
  await dialog.getByLabel("Название").fill(name);
  await dialog.getByRole("button", { name: "Добавить в чек" }).click();
  await cashier.keyboard.press("F8");
  await cashier.keyboard.press("Control+Enter");
  return said(cashier);
}

/** Gives a receipt of one line back, found by its number among the receipts. */
export async function returnReceipt(cashier: Page, registerId: string, number: string): Promise<void> {
  await cashier.goto(`/pos/${registerId}/receipts`);
  await cashier
    .getByRole("link", { name: `Продажа № ${number}`, exact: true })
    .first()
    .click();
  await cashier.getByRole("button", { name: "Возврат" }).click();
  await giveBackChosen(cashier);
}

/** Makes the return of what is chosen. */
export async function giveBackChosen(cashier: Page): Promise<void> {
  await cashier.getByRole("button", { name: /^Пробить возврат/ }).click();
  await expect(cashier.getByRole("heading", { name: /^Возврат \d+ (принят|сохранен)/ })).toBeVisible({
    timeout: 45_000,
  });
}

/** Puts money into the drawer or takes it out. */
export async function moveCash(
  cashier: Page,
  registerId: string,
  direction: "Внесение" | "Изъятие",
  tenge: string,
): Promise<void> {
  await cashier.goto(`/pos/${registerId}/cash`);
  await cashier.getByRole("radio", { name: direction }).check();
  await cashier.getByRole("textbox", { name: "Сумма" }).fill(tenge);
  await cashier.getByRole("button", { name: direction === "Внесение" ? "Внести" : "Изъять" }).click();
}

/** An X-report: what the shift holds now. Answers the paper. */
export async function takeXReport(cashier: Page, registerId: string): Promise<string> {
  await cashier.goto(`/pos/${registerId}/reports`);
  await cashier.getByRole("button", { name: "Снять X-отчет" }).click();
  await expect(cashier.getByText(/X-отчет смены \d+/).first()).toBeVisible();
  return cashier
    .getByRole("article")
    .first()
    .textContent()
    .then((text) => text ?? "");
}
