import type { Page } from "@playwright/test";
import { expect } from "../expect";

/** The owner asks for an invoice; answers its number. */
export async function askForInvoice(owner: Page, tenge: string): Promise<string> {
  await owner.goto("/cabinet/billing");
  await owner.getByLabel("Сумма").fill(tenge);
  await owner.getByRole("button", { name: "Выставить счет" }).click();
  const said = await owner
    .getByText(/Счет № \S+ выставлен/)
    .first()
    .textContent();
  return /№ (\S+)/.exec(said ?? "")?.[1] ?? "";
}

/** The administrator writes down that the bank received the money of an invoice. */
export async function recordPayment(admin: Page, invoice: string): Promise<void> {
  await admin.goto(`/admin/payments?q=${encodeURIComponent(invoice)}`);
  await admin.getByRole("button", { name: "Записать платеж" }).first().click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("Номер платежного документа").fill(`П-${invoice}`);
  await dialog.getByRole("button", { name: /^Записать/ }).click();
  await expect(admin.getByText("Платеж записан").first()).toBeVisible();
}
