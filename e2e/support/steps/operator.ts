import type { Page } from "@playwright/test";
import { expect } from "../expect";
import { signInWindow } from "../ncalayer";
import { type Company, throughDemoKey } from "./company";
import { choose } from "./fields";
import type { AtOperator } from "./register";

/** The company's own portal at the data operator: signs up with the same key and is in. */
export async function signUpAtOperator(page: Page, company: Company): Promise<void> {
  await page.goto("/ofd/sign-up");
  await page.getByLabel("Электронная почта (E-mail)").fill(company.email);
  await signInWindow(page, throughDemoKey(page, "Подписать и зарегистрироваться"), { key: company.key.organization });
  await page.waitForURL((url) => url.pathname.startsWith("/ofd") && !url.pathname.endsWith("/sign-up"));
}

/** The operator's own staff, with the demo's account. */
export async function signInStaff(page: Page): Promise<void> {
  await page.goto("/ofd/sign-in");
  await page.getByLabel("Логин").fill("staff@tiyn.example");
  await page.getByLabel(/^Пароль/).fill("tenge-tau-2026");
  await page.getByRole("button", { name: "Войти", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/ofd/staff");
}

/** A register stands in a trading point. */
export async function addPoint(page: Page): Promise<void> {
  await page.goto("/ofd/registers/new-point");
  await page.getByLabel("Название").fill("Магазин «Береке»");
  await choose(page, "Населенный пункт", "Бостандык");
  await page.getByLabel("Улица").fill("Сатпаева");
  await page.getByLabel("Дом").fill("90");
  await page.getByRole("button", { name: "Добавить" }).click();
  await page.waitForURL((url) => url.pathname === "/ofd/registers");
}

/** Register, tariff, token. Answers what the cabinet asks for. */
export async function putOnOperator(
  page: Page,
  register: { registrationNumber: string; factoryNumber: string },
): Promise<AtOperator> {
  await page.goto("/ofd/registers/new");
  await page.getByLabel("Название").fill("Касса 1");
  await page.getByLabel("Серийный/заводской номер").fill(register.factoryNumber);
  await page.getByLabel("Регистрационный номер").fill(register.registrationNumber);
  await page.getByLabel(/Соглашаюсь/).check();
  await page.getByRole("button", { name: "Продолжить" }).click();
  await page.waitForURL(/\/ofd\/registers\/\d+/);
  const id = /registers\/(\d+)/.exec(page.url())?.[1] ?? "";
  await chooseTariff(page, id);
  const token = await takeToken(page, id);
  await page.goto("/ofd/users");
  const userId = await numberIn(page, "/ofd/users/");
  return { id, token, userId };
}

async function chooseTariff(page: Page, id: string): Promise<void> {
  await page.goto(`/ofd/registers/${id}/settings`);
  await page.getByRole("button", { name: "Выбрать тариф" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Выбрать" }).first().click();
  await expect(page.getByText(/^Online ККМ, /)).toBeVisible();
}

/** «Получить токен»: shown once. */
export async function takeToken(page: Page, id: string): Promise<string> {
  await page.goto(`/ofd/registers/${id}/settings`);
  await page.getByRole("button", { name: "Получить токен" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Получить токен" }).click();
  const shown = dialog.getByText(/^\d{6,10}$/).first();
  await expect(shown).toBeVisible();
  return ((await shown.textContent()) ?? "").trim();
}

/** The number in the first address on the page that begins so. */
async function numberIn(page: Page, start: string): Promise<string> {
  const links = page.locator(`main a[href^='${start}']`);
  await links.first().waitFor();
  for (const link of await links.all()) {
    const number = /\/(\d+)/.exec((await link.getAttribute("href")) ?? "")?.[1];
    if (number) return number;
  }
  throw new Error(`no number under ${start}`);
}
