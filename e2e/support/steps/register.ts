import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect } from "../expect";
import { signInWindow } from "../ncalayer";
import { type Company, throughDemoKey } from "./company";
import { choose } from "./fields";

/** «+ Добавить кассу» to the application that waits for a signature. */
export async function prepareRegister(owner: Page): Promise<void> {
  await owner.goto("/cabinet/registers");
  await owner.getByRole("link", { name: "Добавить кассу" }).first().click();
  await choose(owner, "Налоговый департамент", "6004");
  await choose(owner, "Город (аул,село)", "Алматы");
  await owner.getByLabel("Улица (микрорайон)").fill("Сатпаева");
  await owner.getByLabel("Номер дома").fill("90");
  await owner.getByRole("button", { name: "Далее" }).click();
  await owner.waitForURL("**/application");
}

/** The same to the signed application. Answers the id that stands in the address. */
export async function addRegister(owner: Page, company: Company): Promise<string> {
  await prepareRegister(owner);
  await signInWindow(owner, throughDemoKey(owner, "Подписать ЭЦП"), { key: company.key.organization });
  await expect(owner.getByText(/Подписал/)).toBeVisible();
  return /registers\/([^/]+)/.exec(owner.url())?.[1] ?? "";
}

export type IssuedCard = { readonly registrationNumber: string; readonly scan: Buffer };

/** The demo's tax office gives out РНМ and card of the newest application of an organisation. */
export async function issueCard(visitor: Page, organization: string): Promise<IssuedCard> {
  await visitor.goto("/demo/tax-office");
  const waiting = visitor.getByRole("row", { name: organization });
  await waiting.getByRole("button", { name: "Выдать РНМ" }).first().click();
  const said = await visitor
    .getByText(/РНМ \d{12} выдан/)
    .first()
    .textContent();
  const registrationNumber = /\d{12}/.exec(said ?? "")?.[0] ?? "";
  const [download] = await Promise.all([
    visitor.waitForEvent("download"),
    visitor.getByRole("row", { name: registrationNumber }).getByRole("link", { name: "Карточка PNG" }).click(),
  ]);
  return { registrationNumber, scan: await readFile(await download.path()) };
}

/** As the card has it: the day in Almaty. */
const today = (): string => new Date().toLocaleDateString("ru-RU", { timeZone: "Asia/Almaty" });

export type AtOperator = { readonly id: string; readonly token: string; readonly userId: string };

/** «Загрузить РНМ»: card, number and what the operator gave; goes to moderation. */
export async function uploadCard(owner: Page, registerId: string, card: IssuedCard, ofd: AtOperator): Promise<void> {
  await owner.goto(`/cabinet/registers/${registerId}/card`);
  await owner.getByLabel(/^РНМ/).fill(card.registrationNumber);
  await owner.getByLabel("Дата постановки на учет").fill(today());
  await owner.getByLabel("ID кассы ОФД").fill(ofd.id);
  await owner.getByLabel("Токен ОФД").fill(ofd.token);
  await owner.getByLabel("ID кассира ОФД").fill(ofd.userId);
  await owner.locator("input[type=file]").setInputFiles({ name: "card.png", mimeType: "image/png", buffer: card.scan });
  await owner.getByRole("button", { name: "Отправить на модерацию" }).click();
  await expect(owner.getByText("Карточка на модерации").first()).toBeVisible();
}

/** The administrator compares field by field and approves. */
export async function approve(admin: Page, registrationNumber: string): Promise<void> {
  await admin.goto("/admin/moderation");
  await admin.getByRole("link", { name: registrationNumber }).first().click();
  const fits = admin.getByRole("button", { name: /: совпадает$/ });
  await fits.first().waitFor();
  for (const button of await fits.all()) await button.click();
  await admin.getByRole("button", { name: /Одобрить/ }).click();
  await expect(admin.getByText("Одобрено, касса активна").first()).toBeVisible();
}
