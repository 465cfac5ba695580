import type { Page } from "@playwright/test";
import { gtinCheckDigit } from "@/lib/kernel";
import { printed } from "./support/printed";
import { readQr } from "./support/qr";
import { signIn } from "./support/steps/company";
import { type OpenShop, openShop, scan } from "./support/steps/shop";
import { closeShift, nextSale, sellForCash, takeXReport } from "./support/steps/till";
import { expect, test } from "./support/test";

const LONG_NAME = "Сыр полутвердый «Қостанай» с пажитником, нарезка в вакуумной упаковке, 150 г";
const BARCODES = Array.from({ length: 45 }, (_, at) => {
  const digits = `48700001${String(at).padStart(4, "0")}`;
  return `${digits}${gtinCheckDigit(digits)}`;
});
const GOODS = [
  "название;штрихкод;единица;ндс;цена;группа;избранное",
  `${LONG_NAME};4870000002023;шт;без ндс;1290;Сыры;да`,
  ...BARCODES.map((code, at) => `Товар с полки ${at + 1};${code};шт;без ндс;${100 + at};Полка;`),
];

/** What the owner sets, and the paper that has to come out: its size, and the edges that its printer does not reach. */
const PAPERS = [
  { paper: "58 мм, 32 знака", language: "Русский", width: 58, edge: 5, signs: 32 },
  { paper: "58 мм, 36 знаков", language: "Казахский и русский", width: 58, edge: 5, signs: 36 },
  { paper: "80 мм, 48 знаков", language: "Казахский и русский", width: 80, edge: 4, signs: 48 },
  { paper: "Лист A4", language: "Казахский", width: 210, edge: 15, signs: 80 },
] as const;
type Paper = (typeof PAPERS)[number];
const HEIGHT = 297;
/** A browser's sheet is whole pixels of its own. */
const NEAR_MM = 0.3;

let shop: OpenShop;
let owner: Page;
test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser, product }) => {
  test.setTimeout(240_000);
  shop = await openShop(browser, product, `ТОО «ҚАҒАЗ ${Date.now().toString(36)}»`, GOODS);
  const context = await browser.newContext({ baseURL: product.origin, locale: "ru-RU", timezoneId: "Asia/Almaty" });
  owner = await context.newPage();
  await signIn(owner, shop.company.email, shop.company.password);
});

async function choose({ paper, language }: Paper): Promise<void> {
  await owner.goto(`/cabinet/registers/${shop.registerId}/settings`);
  await owner.getByRole("radio", { name: paper, exact: true }).check();
  await owner.getByRole("radio", { name: language, exact: true }).check();
  await owner.getByRole("button", { name: "Сохранить" }).click();
  await expect(owner.getByText(/^Настройки сохранены/).first()).toBeVisible();
}

/** The printed sheets hold the papers of the page letter by letter and nothing else, on paper of this size, within reach of its printer. */
async function expectOnPaper(page: Page, { width, edge, signs }: Paper, { isLong = false } = {}): Promise<void> {
  await expect(page.getByRole("article").first()).toBeVisible();
  const lines = await page.getByRole("article").locator("pre").allTextContents();
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(signs);
  const out = await printed(page);
  expect(out.map(({ letters }) => letters).join("")).toBe(lines.join("").replace(/\s/g, ""));
  expect(out.length > 1).toBe(isLong);
  for (const { widthMm, heightMm, leftMm, rightMm } of out) {
    expect(Math.abs(widthMm - width)).toBeLessThan(NEAR_MM);
    expect(Math.abs(heightMm - HEIGHT)).toBeLessThan(NEAR_MM);
    expect(leftMm).toBeGreaterThan(edge - NEAR_MM);
    expect(rightMm).toBeGreaterThan(edge - NEAR_MM);
  }
}

for (const paper of PAPERS)
  test(`«${paper.paper}»: till, owner and buyer print the receipt alone, whole, on that paper`, async () => {
    const { cashier, registerId } = shop;
    await choose(paper);
    await cashier.goto(`/pos/${registerId}`);
    await sellForCash(cashier, registerId, [LONG_NAME]);
    await expectOnPaper(cashier, paper);
    await cashier.emulateMedia({ media: "print" });
    expect(await readQr(cashier.getByRole("img", { name: "QR-код для проверки чека" }))).toContain("?i=");
    await cashier.emulateMedia({ media: null });
    await nextSale(cashier);

    await cashier.goto(`/pos/${registerId}/receipts`);
    await cashier
      .getByRole("link", { name: /^Продажа №/ })
      .first()
      .click();
    await expect(cashier.getByRole("button", { name: "Возврат", exact: true })).toBeVisible();
    await expectOnPaper(cashier, paper);

    await owner.goto("/cabinet/receipts");
    await owner
      .getByRole("link", { name: /^Продажа №/ })
      .first()
      .click();
    await expect(owner.getByRole("article")).toBeVisible();
    await expectOnPaper(owner, paper);
    await owner.goto((await owner.locator("a[href^='/r/']").getAttribute("href")) ?? "");
    await owner.goto(`${owner.url()}?lang=${{ Русский: "ru", Казахский: "kk" }[paper.language as string] ?? "both"}`);
    await expectOnPaper(owner, paper);
  });

test("a long receipt goes on on the next sheet, and no line of it is lost between them", async () => {
  test.setTimeout(180_000);
  const { cashier, registerId } = shop;
  for (const paper of PAPERS.filter(({ width }) => width !== 80)) {
    await choose(paper);
    await cashier.goto(`/pos/${registerId}`);
    await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
    const lines = cashier.getByRole("list", { name: "Позиции чека" }).getByRole("listitem");
    for (const [at, code] of BARCODES.entries()) {
      await scan(cashier, code);
      await expect(lines).toHaveCount(at + 1);
    }
    await cashier.keyboard.press("F8");
    await cashier.keyboard.press("Control+Enter");
    await expect(cashier.getByText(/^Чек \d+ принят ОФД/)).toBeVisible();
    await expectOnPaper(cashier, paper, { isLong: true });
    await nextSale(cashier);
  }
});

test("reports print alone too: X on a sheet, Z at the end of the shift", async () => {
  const { cashier, registerId } = shop;
  const [narrow] = PAPERS;
  await choose(narrow);
  await takeXReport(cashier, registerId);
  await expectOnPaper(cashier, narrow);
  await closeShift(cashier, registerId);
  await expectOnPaper(cashier, narrow);
});
