import type { Locator, Page } from "@playwright/test";
import { expect } from "../expect";
import { scan } from "./shop";

/** How much of a good comes back. */
export const howMuchOf = (page: Page, good: string): Locator =>
  page.getByRole("textbox", { name: `Количество: ${good}` });

/** Scans a good once, as soon as the page of the return listens. */
export const chooseScanned = (page: Page, code: string, good: string): Promise<void> =>
  expect(async () => {
    if ((await howMuchOf(page, good).count()) === 0) await scan(page, code);
    await expect(howMuchOf(page, good)).toHaveValue("1", { timeout: 10_000 });
  }).toPass({ timeout: 40_000 });

/** Chooses all lines, as soon as the page of the return listens. */
export const chooseAll = (page: Page): Promise<void> =>
  expect(async () => {
    const all = page.getByRole("button", { name: "Выбрать все" });
    if (await all.isVisible()) await all.click();
    await expect(page.getByRole("button", { name: "Снять выбор" })).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 40_000 });
