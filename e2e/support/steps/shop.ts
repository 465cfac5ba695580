import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect } from "../expect";
import type { Running } from "../test";
import { type Company, confirmEmail, newCompany, register, signIn } from "./company";
import { askForInvoice, recordPayment } from "./money";
import { addPoint, putOnOperator, signUpAtOperator } from "./operator";
import { addRegister, approve, issueCard, uploadCard } from "./register";
import { firstSignIn, hireCashier } from "./till";

/** A shop with registers that sell, its goods, and a cashier who stands at the till. */
export type OpenShop = {
  readonly registerId: string;
  /** Its other registers, where it has more. */
  readonly others: readonly string[];
  /** Whose shop it is: its owner signs in with it. */
  readonly company: Company;
  readonly context: BrowserContext;
  readonly cashier: Page;
};

/** Opens a shop as people do, with goods from a file: `название;штрихкод;цена;…` with its heads. */
export async function openShop(
  browser: Browser,
  product: Running,
  organization: string,
  goods: readonly string[],
  tills = 1,
): Promise<OpenShop> {
  const person = () => browser.newContext({ baseURL: product.origin, locale: "ru-RU", timezoneId: "Asia/Almaty" });
  const [owners, admins, context] = [await person(), await person(), await person()];
  const [owner, admin] = [await owners.newPage(), await admins.newPage()];
  const company = newCompany(organization);
  await register(owner, company);
  await signIn(owner, company.email, company.password);
  await confirmEmail(admin, company.email);
  await signIn(admin, "admin@tiyn.example", "alma-tau-2026");
  await recordPayment(admin, await askForInvoice(owner, "10000"));
  await signUpAtOperator(owner, company);
  await addPoint(owner);
  const registerIds: string[] = [];
  while (registerIds.length < tills) registerIds.push(await bearTill(owner, admin, product, company));
  const [registerId = "", ...others] = registerIds;
  await importGoods(owner, goods);
  const cashier = await context.newPage();
  await firstSignIn(cashier, await hireCashier(owner, "Асель Нурланова"), "astana-kok-aspan");
  await Promise.all([owners.close(), admins.close()]);
  return { registerId, others, company, context, cashier };
}

/** A register from its application to its first sale. */
async function bearTill(owner: Page, admin: Page, product: Running, company: Company): Promise<string> {
  const registerId = await addRegister(owner, company);
  const { registrationNumber, scan: card } = await issueCard(admin, company.key.organization);
  const [made] = await product.look<{ number: string }>(
    "SELECT factory_number AS number FROM cabinet.register WHERE id = $1",
    [registerId],
  );
  const atOperator = await putOnOperator(owner, { registrationNumber, factoryNumber: made?.number ?? "" });
  await uploadCard(owner, registerId, { registrationNumber, scan: card }, atOperator);
  await approve(admin, registrationNumber);
  return registerId;
}

/** «Загрузить товары» from a file. */
export async function importGoods(owner: Page, rows: readonly string[]): Promise<void> {
  await owner.goto("/cabinet/goods/import");
  const buffer = Buffer.from(`${rows.join("\n")}\n`);
  await owner.locator("input[type=file]").setInputFiles({ name: "goods.csv", mimeType: "text/csv", buffer });
  await owner.getByRole("button", { name: "Прочитать файл" }).click();
  await owner.getByRole("button", { name: /^Загрузить \d/ }).click();
  await expect(owner.getByText("Товары загружены").first()).toBeVisible();
}

/** Plays a barcode scanner: its keys come in one burst, whatever has the focus. */
export async function scan(cashier: Page, code: string): Promise<void> {
  await cashier.evaluate((signs) => {
    const press = (key: string, code: string) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }),
      );
    for (const sign of signs) press(sign, /\d/.test(sign) ? `Digit${sign}` : "");
    press("Enter", "Enter");
  }, code);
}
