import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { silenceOperator } from "./support/silence";
import { signIn } from "./support/steps/company";
import { type OpenShop, openShop } from "./support/steps/shop";
import { closeShift, nextSale, returnReceipt, sellForCash, sellFreeByCard } from "./support/steps/till";
import { expect, expectAccessible, type Running, test } from "./support/test";

const BREAD = "Хлеб бородинский";
const GOODS = ["название;штрихкод;единица;ндс;цена;группа;избранное", `${BREAD};4870000001019;шт;без ндс;250;Хлеб;да`];

let shop: OpenShop;
let owner: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser, product }) => {
  test.setTimeout(240_000);
  shop = await openShop(browser, product, `ТОО «ОТЧЕТЫ ${Date.now().toString(36)}»`, GOODS);
  const context = await browser.newContext({ baseURL: product.origin, locale: "ru-RU", timezoneId: "Asia/Almaty" });
  owner = await context.newPage();
  await signIn(owner, shop.company.email, shop.company.password);
});

const goodsOf = (product: Running) =>
  product.look<{ name: string }>(
    "SELECT g.name FROM cabinet.good g JOIN cabinet.register r ON r.tenant_id = g.tenant_id WHERE r.id = $1 ORDER BY g.name",
    [shop.registerId],
  );

test("a catalogue with wrong rows is shown row by row, and only what is right comes in, once", async ({ product }) => {
  const rows = [
    "название;штрихкод;цена",
    "Нан «Қара бидай»;4870000000029;320,50",
    "Сүт 3,2 %;4870000000021;610",
    '=HYPERLINK("http://x");;100',
    "Без цены;;много",
  ];
  await owner.goto("/cabinet/goods/import");
  const file = { name: "goods.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) };
  await owner.locator("input[type=file]").setInputFiles(file);
  await owner.getByRole("button", { name: "Прочитать файл" }).click();
  const wrong = owner.getByRole("table", { name: "С ошибками" });
  await expect(wrong.getByRole("row", { name: /контрольн/i })).toBeVisible();
  await expectAccessible(owner);
  const confirm = owner.getByRole("button", { name: /^Загрузить \d/ });
  await confirm.click();
  await expect(owner.getByText("Товары загружены").first()).toBeVisible();
  await owner.reload();
  await expect(owner.getByText("Товары загружены").first()).toBeVisible();
  const names = (await goodsOf(product)).map(({ name }) => name);
  expect(names).toContain("Нан «Қара бидай»");
  expect(names).not.toContain("Сүт 3,2 %");
  expect(names).not.toContain("Без цены");
});

test("what the till sold is found, reported and taken home as files", async () => {
  test.setTimeout(180_000);
  const { cashier, registerId } = shop;
  for (let sale = 1; sale <= 2; sale++) {
    await sellForCash(cashier, registerId, [BREAD]);
    await nextSale(cashier);
  }
  await sellFreeByCard(cashier, registerId, "Упаковка", "99,90");
  await nextSale(cashier);
  await returnReceipt(cashier, registerId, "1");
  await closeShift(cashier, registerId);

  await test.step("the report says what was taken, and refresh keeps it", async () => {
    await owner.goto("/cabinet");
    await owner.getByRole("link", { name: "Отчеты", exact: true }).click();
    await owner.getByRole("link", { name: "Сегодня", exact: true }).click();
    await owner.waitForURL("**/cabinet/reports?period=today");
    for (const text of [/^349,90\s₸$/, /^Упаковка$/, /^Асель Нурланова$/])
      await expect(owner.getByText(text).first()).toBeVisible();
    await owner.reload();
    await expect(owner.getByRole("img", { name: "Выручка по часам" })).toBeVisible();
    await expectAccessible(owner);
  });

  await test.step("a table of it is a workbook, with the sums as they are", async () => {
    const [download] = await Promise.all([
      owner.waitForEvent("download"),
      owner.getByRole("link", { name: "Скачать Способы оплаты, CSV" }).click(),
    ]);
    const text = (await readFile(await download.path())).toString();
    expect(text).toContain("Наличные;2;500,00;250,00;250,00");
    expect(text).toContain("Карта;1;99,90;0,00;99,90");
    const [book] = await Promise.all([
      owner.waitForEvent("download"),
      owner.getByRole("link", { name: "Скачать Лучшие товары, XLSX" }).click(),
    ]);
    expect(book.suggestedFilename()).toMatch(/\.xlsx$/);
    expect((await readFile(await book.path())).subarray(0, 2).toString()).toBe("PK");
  });

  await test.step("a receipt is found by its number; the tape is narrowed by payment", async () => {
    await owner.goto("/cabinet/receipts");
    const tape = owner.getByRole("table", { name: "Чеки" });
    await owner.getByLabel("Оплата").selectOption("card");
    await owner.getByRole("button", { name: "Показать" }).click();
    await owner.waitForURL(/payment=card/);
    await expect(tape.getByRole("row")).toHaveCount(2);
    await owner.getByLabel(/^Номер чека/).fill("2");
    await owner.getByRole("button", { name: "Показать" }).click();
    await owner.waitForURL(/q=2/);
    await expectAccessible(owner);
    await tape.getByRole("link", { name: "Продажа № 2" }).click();
    await expect(owner.getByRole("heading", { name: "Продажа № 2" })).toBeVisible();
    await owner.reload();
    await expect(owner.getByText("ФИСКАЛЬНЫЙ ЧЕК").first()).toBeVisible();
  });

  await test.step("the shift shows its Z-report as it was printed", async () => {
    await owner.goto("/cabinet/shifts");
    await expectAccessible(owner);
    await owner.getByRole("link", { name: "Z-отчет" }).first().click();
    await expect(owner.getByRole("heading", { name: /^Сменный отчет/ })).toBeVisible();
  });
});

test("a code is looked up in the national catalogue, what it says fills the form, and the good has its НТИН", async ({
  product,
}) => {
  test.setTimeout(180_000);
  const find = async (code: string) => {
    await owner.getByLabel("Национальный каталог").fill(code);
    await owner.getByRole("button", { name: "Найти в каталоге" }).click();
  };
  const fields = ["Название", "Штрихкод", "Единица измерения", "НТИН"] as const;
  const filled = async () => Promise.all(fields.map((label) => owner.getByLabel(label).inputValue()));
  const inCatalogue = () =>
    product.look(
      `SELECT g.name, g.barcode, g.ntin, g.unit_code AS unit FROM cabinet.good g
       JOIN cabinet.register r ON r.tenant_id = g.tenant_id WHERE r.id = $1 AND g.ntin IS NOT NULL ORDER BY g.ntin`,
      [shop.registerId],
    );

  await test.step("what is no code, and a code that nobody has, are told apart and fill nothing", async () => {
    await owner.goto("/cabinet/goods");
    await owner.getByRole("link", { name: "Добавить товар" }).first().click();
    await find("48700");
    await expect(owner.getByText("Штрихкод и НТИН: от 8 до 20 цифр без пробелов. Проверьте код.")).toBeVisible();
    await find("4870009999997");
    await expect(owner.getByText("В национальном каталоге такого кода нет. Заполните товар сами.")).toBeVisible();
    await expectAccessible(owner);
    expect(await filled()).toEqual(["", "", "796", ""]);
  });

  await test.step("a barcode fills name, unit and НТИН; the price is the owner's", async () => {
    await find("4870000000043");
    await expect(owner.getByText("Найдено в национальном каталоге: проверьте и сохраните")).toBeVisible();
    await expectAccessible(owner);
    await owner.reload();
    await expect(owner.getByLabel("Название")).toHaveValue("Молоко питьевое 3,2 % 1 л");
    expect(await filled()).toEqual(["Молоко питьевое 3,2 % 1 л", "4870000000043", "796", "0200000000004"]);
    await owner.getByRole("textbox", { name: "Цена за единицу" }).fill("610");
    await owner.getByRole("button", { name: "Добавить товар" }).click();
    await owner.waitForURL((url) => url.pathname === "/cabinet/goods");
  });

  await test.step("while the operator is silent it says so, and what is typed below stays", async () => {
    await owner.goto("/cabinet/goods/new");
    const speakAgain = await silenceOperator(product, shop.registerId);
    try {
      await owner.getByLabel("Название").fill("Сахар");
      await find("0200000000010");
      await expect(owner.getByText(/^Каталог сейчас недоступен/)).toBeVisible();
      await expect(owner.getByLabel("Название")).toHaveValue("Сахар");
    } finally {
      speakAgain();
    }
  });

  await test.step("an НТИН of goods by weight brings its unit", async () => {
    await owner.goto("/cabinet/goods/new");
    await expect(async () => {
      await find("0200000000010");
      await owner.waitForURL(/ntin=/, { timeout: 7_000 });
    }).toPass({ timeout: 60_000 });
    await expect(owner.getByLabel("Название")).toHaveValue("Сахар-песок");
    expect(await filled()).toEqual(["Сахар-песок", "", "116", "0200000000010"]);
    await owner.getByRole("textbox", { name: "Цена за единицу" }).fill("480");
    await owner.getByRole("button", { name: "Добавить товар" }).click();
    await owner.waitForURL((url) => url.pathname === "/cabinet/goods");
  });

  expect(await inCatalogue()).toEqual([
    { name: "Молоко питьевое 3,2 % 1 л", barcode: "4870000000043", ntin: "0200000000004", unit: "796" },
    { name: "Сахар-песок", barcode: null, ntin: "0200000000010", unit: "116" },
  ]);
});
