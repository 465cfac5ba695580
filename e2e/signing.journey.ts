import { signInWindow, workWindow } from "./support/ncalayer";
import { startOwnNcaLayer } from "./support/own-ncalayer";
import { giveDetails, LEGAL_ADDRESS, newCompany, throughDemoKey } from "./support/steps/company";
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

test("[S-007] an absent NCALayer is named, nothing typed is lost, and once it runs the signature goes on", async ({
  page,
  context,
}) => {
  const company = newCompany("ТОО «БЕЗ ПРОГРАММЫ»");
  const dialog = page.getByRole("dialog");
  const ask = async () => {
    await page.getByRole("button", { name: "Подписать договор ЭЦП" }).click();
    await dialog.getByRole("button", { name: /^NCALayer/ }).click();
    await expect(dialog.getByText("NCALayer не запущен")).toBeVisible();
    await expect(dialog.getByText("Запустите NCALayer: значок должен появиться у часов")).toBeVisible();
    await expect(dialog.getByRole("link", { name: "Скачать NCALayer" })).toBeVisible();
  };
  await page.goto("/register/key");
  await signInWindow(page, throughDemoKey(page, "Выбрать ключ"), { make: company.key });
  await page.getByRole("link", { name: "Далее" }).click();
  await giveDetails(page, company);

  await test.step("another way leads back to the choice, and later leaves the form as it was", async () => {
    await ask();
    await dialog.getByRole("button", { name: "Другой способ" }).click();
    await expect(dialog.getByRole("button", { name: /^Демо-ключ/ })).toBeVisible();
    await dialog.getByRole("button", { name: "Отмена" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("link", { name: "Назад" }).click();
    await expect(page.getByLabel("E-mail")).toHaveValue(company.email);
    await expect(page.getByLabel("Юридический адрес")).toHaveValue(LEGAL_ADDRESS);
    await page.getByRole("button", { name: "Далее" }).click();
  });

  await ask();
  const program = await startOwnNcaLayer();
  try {
    const small = await context.newPage();
    await small.goto(program.windowUrl);
    await dialog.getByRole("button", { name: "Повторить" }).click();
    await workWindow(small, { key: company.key.organization });
    await page.waitForURL("**/sign-in");
  } finally {
    await program.stop();
  }
});
