import type { Page } from "@playwright/test";
import { expect } from "../expect";
import { scan } from "./shop";
import { closeShift, moveCash, nextSale, returnReceipt, said } from "./till";

type Look = (sql: string, values?: readonly unknown[]) => Promise<unknown>;
type Payment = "cash" | "card" | "mobile";

/** What the shop of the walk sells, as its file has it: pieces, weighed goods, two rates of VAT, names short and long. */
export const SHOP_GOODS = [
  "название;штрихкод;единица;ндс;цена;группа;избранное",
  "Хлеб бородинский;4870000001019;шт;16;250;Хлеб;да",
  "Нан «Қара бидай»;4870000001026;шт;16;320,50;Хлеб;да",
  "Сүт 3,2 %, 1 л;4870000001033;шт;16;610;Сүт өнімдері;да",
  "Чай цейлонский, 100 пакетиков;4870000001040;шт;16;1890;Бакалея;да",
  "Вода питьевая 0,5 л;4870000001057;шт;16;180;Напитки;да",
  "Қазы, сүр ет;4870000001064;кг;16;7900;Ет;нет",
  "Яблоки «Апорт» отборные, Алматинская область;4870000001071;кг;16;1450;Овощи и фрукты;нет",
  "Қымыз «Сары-Арқа», 0,5 л;4870000001088;шт;16;980;Напитки;нет",
  "Шоколад «Казахстанский», 100 г;4870000001095;шт;16;740;Бакалея;нет",
  "Учебник «Қазақ тілі», 5 сынып;4870000001101;шт;без ндс;3200;Книги;нет",
];
const CODES = SHOP_GOODS.slice(1).map((row) => row.split(";")[1] ?? "");
const [
  BREAD = "",
  NAN = "",
  MILK = "",
  TEA = "",
  WATER = "",
  QAZY = "",
  APPLES = "",
  QYMYZ = "",
  SWEET = "",
  BOOK = "",
] = CODES;

type Sale = { readonly hour: number; readonly pay: Payment; readonly codes: readonly string[] };
type Day = { readonly ago: number; readonly sales: readonly Sale[]; readonly returns?: boolean };

const sale = (hour: number, pay: Payment, ...codes: readonly string[]): Sale => ({ hour, pay, codes });

const DAYS: readonly Day[] = [
  { ago: 7, sales: [sale(9, "card", BREAD, TEA), sale(12, "cash", MILK, NAN), sale(17, "mobile", APPLES, QYMYZ)] },
  {
    ago: 5,
    sales: [sale(9, "cash", BREAD, MILK), sale(11, "card", TEA, SWEET), sale(18, "card", QAZY, APPLES, WATER)],
  },
  { ago: 4, sales: [sale(10, "mobile", BOOK, BOOK), sale(13, "cash", NAN, QYMYZ), sale(17, "card", QAZY, QAZY)] },
  {
    ago: 3,
    sales: [sale(12, "card", TEA), sale(16, "cash", BREAD, APPLES), sale(19, "cash", WATER, SWEET)],
    returns: true,
  },
  { ago: 1, sales: [sale(9, "cash", NAN, MILK, MILK), sale(14, "mobile", QYMYZ, TEA), sale(18, "card", QAZY, BREAD)] },
];
/** Of today only what is over by now is sold. */
const TODAY = [
  sale(8, "cash", BREAD),
  sale(10, "card", TEA, NAN),
  sale(13, "mobile", MILK, SWEET),
  sale(16, "card", APPLES),
];

const HOUR_MS = 3_600_000;
const WALL_MS = 5 * HOUR_MS;

/** Moves the clock that receipts are dated by; everything else keeps the real time. */
const moveClock = (look: Look, byMs: number): Promise<unknown> =>
  look(
    `CREATE OR REPLACE FUNCTION cabinet.fiscal_now() RETURNS timestamptz LANGUAGE sql VOLATILE SET search_path = pg_catalog
     AS $$ SELECT date_trunc('milliseconds', clock_timestamp() + ${Math.round(byMs)} * interval '1 millisecond') $$`,
  );

/** How far back an hour of the shop's wall clock lies, some days ago. */
function back(ago: number, hour: number): number {
  const now = Date.now();
  const midnight = now - ((now + WALL_MS) % (24 * HOUR_MS));
  return midnight - ago * 24 * HOUR_MS + hour * HOUR_MS + (hour % 4) * 7 * 60_000 - now;
}

async function sell(cashier: Page, registerId: string, { pay, codes }: Sale): Promise<void> {
  await cashier.goto(`/pos/${registerId}`);
  // The till listens to its scanner from the moment its search has the focus.
  await expect(cashier.getByRole("textbox", { name: "Товар или штрихкод" })).toBeFocused();
  for (const code of codes) await scan(cashier, code);
  await cashier.keyboard.press(pay === "cash" ? "F9" : "F8");
  if (pay === "mobile") await cashier.getByRole("radio", { name: "Мобильный" }).click();
  if (pay === "cash") await cashier.getByRole("button", { name: /^Без сдачи/ }).click();
  await cashier.keyboard.press("Control+Enter");
  await said(cashier);
  await nextSale(cashier);
}

/** Moves cash and waits for its slip: a move left without its answer is looked up when the page is opened next. */
async function put(cashier: Page, registerId: string, way: "Внесение" | "Изъятие", tenge: string): Promise<void> {
  await moveCash(cashier, registerId, way, tenge);
  await expect(cashier.getByText(way === "Внесение" ? /^Внесено/ : /^Изъято/).first()).toBeVisible();
}

/** Days at the till up to now, each but today with its shift: the cashier's own work under a clock that is moved. */
export async function liveThrough(
  cashier: Page,
  registerId: string,
  look: Look,
  note: (text: string) => void,
): Promise<void> {
  for (const { ago, sales, returns = false } of DAYS) {
    note(`sales of ${ago} days ago`);
    for (const [at, each] of sales.entries()) {
      await moveClock(look, back(ago, each.hour));
      if (at === 0) await put(cashier, registerId, "Внесение", "20000");
      await sell(cashier, registerId, each);
    }
    await moveClock(look, back(ago, 20));
    if (returns) await returnReceipt(cashier, registerId, "2");
    await put(cashier, registerId, "Изъятие", "15000");
    await closeShift(cashier, registerId);
  }
  for (const each of TODAY.filter(({ hour }) => back(0, hour + 1) < 0)) {
    note("sales of today");
    await moveClock(look, back(0, each.hour));
    await sell(cashier, registerId, each);
  }
  await moveClock(look, 0);
}
