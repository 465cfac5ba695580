import type { Page } from "@playwright/test";
import { expect } from "../expect";
import { type NewKey, signInWindow } from "../ncalayer";

/** An organisation that a journey makes; every journey has its own, so that two may walk at once. */
export type Company = {
  readonly key: NewKey & { readonly organization: string };
  readonly email: string;
  readonly password: string;
};

export const LEGAL_ADDRESS = "Казахстан, г. Алматы, ул. Сатпаева 90";
export const OWNER_PASSWORD = "kok-tobe-semizbay";

/** A new company by name. The certificate names no address, so the letter has to be answered. */
export const newCompany = (organization: string): Company => ({
  key: { kind: "company", organization, surname: "АХМЕТОВ", givenName: "ДАНИЯР" },
  email: `owner-${Date.now().toString(36)}-${Math.floor(performance.now())}@alem.example`,
  password: OWNER_PASSWORD,
});

/** Opens the signing dialog and chooses the demo's program in it: that click opens the small window. */
export const throughDemoKey = (page: Page, button: string) => async (): Promise<void> => {
  await page.getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Тип хранилища ключа").selectOption("Ваш Компьютер");
  await dialog.getByRole("button", { name: /^Демо-ключ/ }).click();
};

/** «Данные организации», filled in and sent. Ends at the contract. */
export async function giveDetails(page: Page, company: Company): Promise<void> {
  await page.getByLabel("Юридический адрес").fill(LEGAL_ADDRESS);
  await page.getByLabel("E-mail").fill(company.email);
  await page.getByLabel(/^Пароль/).fill(company.password);
  await page.getByLabel("Повторите пароль").fill(company.password);
  await page.getByRole("button", { name: "Далее" }).click();
  await expect(page.getByRole("heading", { name: "Подписание договора" })).toBeVisible();
}

/** The wizard from the key to the signed contract. Ends at the sign-in page. */
export async function register(page: Page, company: Company): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Регистрация" }).first().click();
  await signInWindow(page, throughDemoKey(page, "Выбрать ключ"), { make: company.key });
  await expect(page.getByRole("heading", { name: "Информация о ключе" })).toBeVisible();
  await page.getByRole("link", { name: "Далее" }).click();
  await giveDetails(page, company);
  await signInWindow(page, throughDemoKey(page, "Подписать договор ЭЦП"), { key: company.key.organization });
  await page.waitForURL("**/sign-in");
}

/** Signs in to the cabinet with e-mail and password. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(login);
  await page.getByLabel(/^Пароль/).fill(password);
  await page.getByRole("button", { name: "Войти", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Confirms an address: follows the link of its newest letter in the demo's mailbox. */
export async function confirmEmail(page: Page, to: string): Promise<void> {
  await expect(async () => {
    await page.goto(`/demo/mailbox?q=${encodeURIComponent(to)}`);
    await page.getByRole("listitem").getByRole("link").first().click({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.locator("main a[href*='/confirm/']").first().click();
  await expect(page.getByRole("heading", { name: "E-mail подтвержден" })).toBeVisible();
}

/** «Плательщик НДС» with its certificate. */
export async function payVat(owner: Page): Promise<void> {
  await owner.goto("/cabinet/profile");
  await owner.getByRole("checkbox", { name: "Нет", exact: true }).click();
  await owner.getByLabel("Серия").fill("60001");
  await owner.getByLabel("Номер №").fill("1234567");
  await owner.getByLabel("Дата выдачи").fill("14.03.2019");
  await owner.getByRole("button", { name: "Сохранить", exact: true }).click();
  await expect(owner.getByText(/Серия 60001/)).toBeVisible();
}
