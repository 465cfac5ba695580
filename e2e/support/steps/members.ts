import type { Page } from "@playwright/test";

export type Colleague = { readonly name: string; readonly iin: string; readonly role: "Бухгалтер" | "Управляющий" };

/** The owner lets a person into the cabinet, by ИИН. Ends at the list. */
export async function admit(owner: Page, { name, iin, role }: Colleague): Promise<void> {
  await owner.goto("/cabinet/members/new");
  await owner.getByLabel("ФИО").fill(name);
  await owner.getByLabel("ИИН").fill(iin);
  await owner.getByRole("radio", { name: role }).check();
  await owner.getByRole("button", { name: "Допустить" }).click();
  await owner.waitForURL((url) => url.pathname === "/cabinet/members");
}
