import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { signInWindow, tellFault, workWindow } from "./support/ncalayer";
import { startOwnNcaLayer } from "./support/own-ncalayer";
import { giveDetails, newCompany, register, signIn, throughDemoKey } from "./support/steps/company";
import { admit } from "./support/steps/members";
import { askForInvoice, recordPayment } from "./support/steps/money";
import { prepareRegister } from "./support/steps/register";
import { expect, test } from "./support/test";

// Every way a signature can go, in a real browser.

const ADMIN = { login: "admin@tiyn.example", password: "alma-tau-2026" };
const dialogOf = (page: Page) => page.getByRole("dialog");

for (const algorithm of ["gost2015", "rsa"] as const)
  test(`[S-034] [S-035] a company registers with keys of ${algorithm}, and its signature is verified again`, async ({
    page,
  }) => {
    const company = newCompany(`ТОО «КЛЮЧ ${algorithm}»`);
    await register(page, { ...company, key: { ...company.key, algorithm } });
    await signIn(page, company.email, company.password);
    await page.goto("/cabinet/profile");
    await page.getByRole("link", { name: "Подпись и проверка" }).click();
    await expect(page.getByText("Подпись верна")).toBeVisible();
    await expect(page.getByText(algorithm === "rsa" ? /RSA SHA-256/ : /ГОСТ 34\.10-2015/).first()).toBeVisible();
    const saved = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
      const file = test.info().outputPath(download.suggestedFilename());
      await download.saveAs(file);
      return file;
    };
    const [document, cms] = [await saved("Скачать документ"), await saved("Скачать подпись (CMS)")];
    await page.goto("/check-signature");
    await page.locator("input[name=signature]").setInputFiles(cms);
    await page.locator("input[name=document]").setInputFiles(document);
    await page.getByRole("button", { name: "Проверить", exact: true }).click();
    await expect(page.getByText("Подпись верна")).toBeVisible();
    await page
      .locator("input[name=document]")
      .setInputFiles({ name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
    await page.getByRole("button", { name: "Проверить", exact: true }).click();
    await expect(page.getByText("Подпись не подтверждена")).toBeVisible();
  });

/** Number of a person of the demo, by the id of a key. */
const iinOf = (keyId: string): string =>
  JSON.parse(readFileSync(join(process.env.TIYN_PRODUCT ?? "", "eds-authority", "keys", `${keyId}.json`), "utf8")).iin;

test.describe("an organisation with several people", () => {
  test.describe.configure({ mode: "serial" });
  const company = newCompany("ТОО «ПЕКАРНЯ НАН»");

  test("[S-009] keys that may not register are refused by name, and the right one goes on", async ({ page }) => {
    const dialog = dialogOf(page);
    await page.goto("/register/key");
    for (const [file, words] of [
      ["RSA256_08", "Ключ отозван"],
      ["GOST512_17", "Срок действия ключа истек"],
      ["GOST512_13", "Это ключ сотрудника без права подписи"],
    ] as const) {
      await signInWindow(page, throughDemoKey(page, "Выбрать ключ"), { key: file });
      await expect(dialog.getByText("Подпись не принята")).toBeVisible();
      await expect(dialog.getByRole("alert")).toContainText(words);
      await dialog.getByRole("button", { name: "Отмена" }).click();
    }
    await signInWindow(page, throughDemoKey(page, "Выбрать ключ"), { key: "GOST512_12" });
    await page.getByRole("link", { name: "Далее" }).click();
    await giveDetails(page, company);
    await test.step("[S-034] a colleague's key with the same rights is not the key of whoever registers", async () => {
      await signInWindow(page, throughDemoKey(page, "Подписать договор ЭЦП"), { key: "GOST512_11" });
      await expect(dialog.getByRole("alert")).toContainText("Это ключ другого человека");
      // The press on «Повторить» opens the window of keys anew.
      const again = () => dialog.getByRole("button", { name: "Повторить" }).click();
      await signInWindow(page, again, { key: "GOST512_12" });
      await page.waitForURL("**/sign-in");
    });
  });

  test("an employee whom the owner let in signs in with his own key", async ({ page, browser, product }) => {
    await signIn(page, company.email, company.password);
    await admit(page, { name: "Ким Алексей", iin: iinOf("13-employee-gost"), role: "Управляющий" });
    const colleague = await (await browser.newContext({ baseURL: product.origin, locale: "ru-RU" })).newPage();
    await colleague.goto("/sign-in");
    await signInWindow(colleague, throughDemoKey(colleague, "Войти с ЭЦП"), { key: "GOST512_13" });
    await colleague.waitForURL("**/cabinet/registers");
    await expect(colleague.getByText("Управляющий").first()).toBeVisible();
    await page.getByRole("link", { name: "Изменить" }).first().click();
    await page.getByRole("button", { name: "Закрыть доступ" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Закрыть доступ" }).click();
    await expect(page.getByText("Доступ закрыт").first()).toBeVisible();
    await colleague.reload();
    await colleague.waitForURL(/sign-in/);
  });
});

test("[S-085] several applications are signed with one password", async ({ page, browser, product }) => {
  test.setTimeout(240_000);
  const company = newCompany("ТОО «СЕТЬ МАГАЗИНОВ»");
  await register(page, company);
  await signIn(page, company.email, company.password);
  const admin = await (await browser.newContext({ baseURL: product.origin })).newPage();
  await signIn(admin, ADMIN.login, ADMIN.password);
  await recordPayment(admin, await askForInvoice(page, "20000"));
  for (let at = 0; at < 3; at++) await prepareRegister(page);
  await page.goto("/cabinet/registers");
  await signInWindow(page, throughDemoKey(page, "Подписать все заявления: 3"), { key: company.key.organization });
  await expect(page.getByText("Подписано 3 заявления")).toBeVisible();
  const signed = await product.look(
    "SELECT 1 FROM cabinet.register WHERE application_signature_id IS NOT NULL AND tenant_id = (SELECT tenant_id FROM cabinet.organization WHERE email = $1)",
    [company.email],
  );
  expect(signed).toHaveLength(3);
});

test("NCALayer that fails, closes or is old: each has its words, and another press goes on", async ({
  page,
  context,
}) => {
  const program = await startOwnNcaLayer();
  const dialog = dialogOf(page);
  try {
    const small = await context.newPage();
    await small.goto(program.windowUrl);
    await page.goto("/register/key");
    await expect(page.getByText(/NCALayer запущен, версия/)).toBeVisible();
    await page.getByRole("button", { name: "Выбрать ключ" }).click();
    for (const [fault, words] of [
      ["fail", "NCALayer не смог подписать"],
      ["vanish", "Связь с NCALayer прервалась"],
      ["cancel", "Подпись отменена"],
    ] as const) {
      const press = dialog
        .getByRole("button", { name: /^NCALayer/ })
        .or(dialog.getByRole("button", { name: "Повторить" }))
        .or(dialog.getByRole("button", { name: "Подписать еще раз" }));
      await small.reload();
      await tellFault(small, fault);
      await press.click();
      await expect(dialog.getByText(words)).toBeVisible();
    }
    await small.reload();
    await tellFault(small, "old");
    await dialog.getByRole("button", { name: "Подписать еще раз" }).click();
    await workWindow(small, { make: { kind: "entrepreneur", surname: "ОМАРОВ", givenName: "ЕРБОЛ" } });
    await expect(page.getByRole("heading", { name: "Информация о ключе" })).toBeVisible();
  } finally {
    await program.stop();
  }
});

test("[S-007] a browser that does not let the page speak to this computer is named, and asked again it lets it", async ({
  product,
}) => {
  const { port } = new URL(product.origin);
  const origin = `http://tiyn.example:${port}`;
  // A page with a name on the street, as production has it: pages of this machine are never asked for the permission.
  const chosen = test.info().project.use.launchOptions;
  const street = await chromium.launch({
    ...chosen,
    args: [
      ...(chosen?.args ?? []),
      "--host-resolver-rules=MAP tiyn.example 127.0.0.1",
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
    ],
  });
  try {
    const context = await street.newContext({ locale: "ru-RU" });
    const page = await context.newPage();
    await context.grantPermissions(["geolocation"], { origin });
    await page.goto(`${origin}/register/key`);
    await expect(page.getByText(/Браузер не пускает к NCALayer: включите/)).toBeVisible();
    await page.getByRole("button", { name: "Выбрать ключ" }).click();
    const dialog = dialogOf(page);
    await dialog.getByRole("button", { name: /^NCALayer/ }).click();
    await expect(dialog.getByText("Браузер не пускает к NCALayer")).toBeVisible();
    await expect(dialog.getByText("Нажмите значок слева от адреса сайта")).toBeVisible();
    await expect(dialog.getByText(/Код ошибки: lna_denied/)).toBeVisible();
    await context.grantPermissions(["local-network-access"], { origin });
    await dialog.getByRole("button", { name: "Повторить" }).click();
    await expect(dialog.getByText("NCALayer не запущен")).toBeVisible();
  } finally {
    await street.close();
  }
});
