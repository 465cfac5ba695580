import { signInWindow } from "./support/ncalayer";
import { throughDemoKey } from "./support/steps/company";
import { expect, test } from "./support/test";

test("[S-008] a signature cancelled in NCALayer's window costs nothing, and the next one goes on", async ({ page }) => {
  await page.goto("/register/key");
  await signInWindow(page, throughDemoKey(page, "Выбрать ключ"), { cancel: true });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Подпись отменена")).toBeVisible();
  await expect(page).toHaveURL(/\/register\/key/);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await signInWindow(page, throughDemoKey(page, "Выбрать ключ"), {
    make: { kind: "entrepreneur", surname: "САПАРОВА", givenName: "АЙГУЛЬ" },
  });
  await expect(page.getByRole("heading", { name: "Информация о ключе" })).toBeVisible();
});
