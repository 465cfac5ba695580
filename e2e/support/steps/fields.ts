import type { Page } from "@playwright/test";
import { expect } from "../expect";

/** Types into a field with a list and takes the first of what is offered. A page just opened may not listen yet. */
export async function choose(page: Page, label: string, text: string): Promise<void> {
  await expect(async () => {
    const field = page.getByRole("combobox", { name: label });
    await field.fill("");
    await field.pressSequentially(text);
    await page.getByRole("option").first().click({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}
