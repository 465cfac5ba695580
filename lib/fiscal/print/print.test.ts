import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import { decideCashPlacement } from "../core/decide-cash-placement";
import { decideCloseShift } from "../core/decide-close-shift";
import { decideReceipt } from "../core/decide-receipt";
import { decideReturn } from "../core/decide-return";
import type { PaperHead } from "../core/document";
import type { LineDraft } from "../core/receipt";
import { newRegister, type RegisterState, type Situation } from "../core/register";
import { makeReport } from "../core/report";
import { wrap } from "./layout";
import { type Paper, paperText } from "./paper";
import { papersOf, xPapers } from "./papers";

const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const head: PaperHead = {
  sellerName: "ТОО «БЕРЕКЕ МАРКЕТ»",
  sellerXin: "180140000117",
  sellerIs: "company",
  vatCertificate: { series: "60001", number: "0065985" },
  registerName: "Магазин «Береке», Касса 1",
  addressRu: "г. Алматы, Бостандыкский р-н, пр. Абая, д. 44",
  addressKk: "Алматы қ., Бостандық ауданы, Абай даңғ., 44-үй",
  factoryNumber: "700000014",
  registrationNumber: "600400131197",
  ofdRegisterId: "308751",
  operatorTitle: "Тиын ОФД",
  checkBase: "https://ofd.tiyn.example",
};
const who = { head, cashier: { id: "c", name: "Сейтова А. Б." } };
const rules = { vatPayer: true, vatKindsInForce: new Set(["16", "none"] as const), unitCodes: new Set(["796", "116"]) };
const now = new Date("2026-11-20T09:32:08.000Z");
const supplies = { documentId: "d", shiftId: "s", sha256 };
const at = (state: RegisterState): Situation => ({ version: 1, now, state, oldestUnsentAt: null, leased: false });
const line = (name: string, price: string, quantity: bigint, change: Partial<LineDraft> = {}): LineDraft => ({
  ...{ goodId: null, name, barcode: null, unitCode: "796", sectionCode: "1", vatKind: "16" },
  ...{ priceTiyn: tg(price), quantityMilli: quantityMilli(quantity), discountTiyn: tg("0.00") },
  ...change,
});

const before: RegisterState = {
  ...newRegister("00"),
  lastNumber: 48_212,
  sentNumber: 48_212,
  shift: { id: "s", number: 185, open: true, openedAt: new Date("2026-11-20T02:20:00.000Z"), documents: 214 },
};
const sale = decideReceipt(
  at(before),
  {
    kind: "sale",
    lines: [
      line("Хлеб пшеничный, 500 г", "220.00", 2000n),
      line("Казы варено-копченая, весовая", "7900.00", 486n, { unitCode: "116" }),
      line("Шоколад «Казахстанский», 100 г", "890.00", 2000n, { discountTiyn: tg("178.00") }),
    ],
    discountTiyn: tg("0.00"),
    payments: [{ type: "cash", sumTiyn: tg("12000.00") }],
  },
  who,
  rules,
  supplies,
);
if (!sale.ok) throw new Error(sale.error.code);
const { document, next } = sale.value;
const accepted = {
  outcome: "accepted",
  issuedAutonomous: false,
  fiscalSign: "3184207655",
  qrText: "https://q",
} as const;
const offline = { outcome: "autonomous", issuedAutonomous: true, fiscalSign: null, qrText: null } as const;
const state = { ...next, sentNumber: next.lastNumber };

const expectLaidOut = (paper: Paper) => {
  for (const { text, big } of paper.lines) expect([...text].length).toBeLessThanOrEqual(big ? 32 : 48);
};

describe("a receipt on paper, 48 columns", () => {
  test("in Russian", () => {
    const { ru } = papersOf(document, accepted);
    expectLaidOut(ru);
    expect(paperText(ru)).toMatchInlineSnapshot(`
      "              ТОО «БЕРЕКЕ МАРКЕТ»
                      БИН 180140000117
                 НДС Серия 60001 № 0065985
                 Магазин «Береке», Касса 1

      Смена 185                        Чек №0000048213
      Порядковый номер чека                       №215
      Кассир                             Сейтова А. Б.

                          ПРОДАЖА
      ------------------------------------------------
      1. Хлеб пшеничный, 500 г
         2 шт x 220,00
         Стоимость                              440,00
      2. Казы варено-копченая, весовая
         0,486 кг x 7 900,00
         Стоимость                            3 839,40
      3. Шоколад «Казахстанский», 100 г
         2 шт x 890,00                        1 780,00
         Скидка                                -178,00
         Стоимость                            1 602,00
      ------------------------------------------------
      Наличные:                               5 881,40
      Получено                               12 000,00
      Сдача                                   6 118,60

      ИТОГО:                  5 881,40
      в т.ч. НДС 16%:                           811,23
      ------------------------------------------------
      Фискальный признак:                   3184207655
      Время:                       20.11.2026 14:32:08
      г. Алматы, Бостандыкский р-н, пр. Абая, д. 44
      Оператор фискальных данных: Тиын ОФД
      Для проверки чека зайдите на сайт:
      ofd.tiyn.example

                       ФИСКАЛЬНЫЙ ЧЕК

      https://q

      ИНК ОФД:                                  308751
      Код ККМ КГД (РНМ):                  600400131197
      ЗНМ:                                   700000014"
    `);
  });

  test("in Kazakh, autonomous, a copy", () => {
    const { kk } = papersOf(document, { ...offline, copy: true });
    expectLaidOut(kk);
    expect(paperText(kk)).toMatchInlineSnapshot(`
      "                    КӨШІРМЕ

                    ТОО «БЕРЕКЕ МАРКЕТ»
                      БСН 180140000117
                ҚҚС Сериясы 60001 № 0065985
                 Магазин «Береке», Касса 1

      Ауысым 185                       Чек №0000048213
      Чектің реттік нөмірі                        №215
      Кассашы                            Сейтова А. Б.

                            САТУ
      ------------------------------------------------
      1. Хлеб пшеничный, 500 г
         2 дана x 220,00
         Құны                                   440,00
      2. Казы варено-копченая, весовая
         0,486 кг x 7 900,00
         Құны                                 3 839,40
      3. Шоколад «Казахстанский», 100 г
         2 дана x 890,00                      1 780,00
         Жеңілдік                              -178,00
         Құны                                 1 602,00
      ------------------------------------------------
      Қолма-қол ақша:                         5 881,40
      Алынды                                 12 000,00
      Қайтарым                                6 118,60

      БАРЛЫҒЫ:                5 881,40
      соның ішінде ҚҚС 16%:                     811,23
      ------------------------------------------------
                      АВТОНОМДЫ РЕЖИМ
      Автономды белгі:                      1000000001
      Уақыты:                      20.11.2026 14:32:08
      Алматы қ., Бостандық ауданы, Абай даңғ., 44-үй
      Фискалдық деректер операторы: Тиын ОФД
      Чекті тексеру үшін сайтқа кіріңіз:
      ofd.tiyn.example

                        ФИСКАЛДЫ ЧЕК

      https://ofd.tiyn.example?i=1000000001&f=600400131197&s=5881.40&t=20261120T143208

      КСН:                                      308751
      КТН(МКК БКМ коды):                  600400131197
      КЗН:                                   700000014"
    `);
  });

  test("the QR of an autonomous receipt holds its own number, the sum and time that are printed", () => {
    expect(papersOf(document, offline).ru.qr?.text).toBe(
      "https://ofd.tiyn.example?i=1000000001&f=600400131197&s=5881.40&t=20261120T143208",
    );
    expect(papersOf(document, { ...accepted, qrText: null }).ru.qr?.text).toContain("?i=3184207655&");
  });

  test("a refused one has no sign and no QR", () => {
    const { ru } = papersOf(document, { ...accepted, outcome: "rejected", fiscalSign: null });
    expect(ru.qr).toBeNull();
    expect(paperText(ru)).toContain("ОТКЛОНЕН ОФД");
    expect(paperText(ru)).not.toContain("ФИСКАЛЬНЫЙ ЧЕК");
  });

  test("a return names the receipt it takes back", () => {
    const back = decideReturn(at(state), { document, ...accepted, returned: false }, who, supplies);
    const text = back.ok ? paperText(papersOf(back.value.document, accepted).ru) : "";
    expect(text).toContain("ВОЗВРАТ ПРОДАЖИ");
    expect(text).toContain("Чек-основание                        №0000048213");
    expect(text).not.toContain("Сдача");
  });
});

describe("reports and slips", () => {
  test("Z in Russian", () => {
    const z = decideCloseShift(at(state), who, supplies);
    const { ru, kk } = papersOf((z.ok ? z.value : sale.value).document, offline);
    expectLaidOut(ru);
    expectLaidOut(kk);
    expect(paperText(ru)).toMatchInlineSnapshot(`
      "           Магазин «Береке», Касса 1
       г. Алматы, Бостандыкский р-н, пр. Абая, д. 44
                    ТОО «БЕРЕКЕ МАРКЕТ»

      ИИН/БИН                             180140000117
      ЗНМ                                    700000014
      Код ККМ КГД (РНМ)                   600400131197

                          Z-ОТЧЕТ
                         СМЕНА №185
             20.11.2026 07:20-20.11.2026 14:32
      ------------------------------------------------
                      ОТЧЕТ С ГАШЕНИЕМ
      НЕОБНУЛ. СУММЫ НА НАЧАЛО СМЕНЫ
       ПРОДАЖ                                     0,00
       ПОКУПОК                                    0,00
       ВОЗВР. ПРОДАЖ                              0,00
       ВОЗВР. ПОКУПОК                             0,00
      ------------------------------------------------
      ЧЕКОВ ПРОДАЖ
      0001                    5 881,40
       Наличные                               5 881,40
      ЧЕКОВ ПОКУПОК
      0000                                        0,00
      ЧЕКОВ ВОЗВР. ПРОДАЖ
      0000                                        0,00
      ЧЕКОВ ВОЗВР. ПОКУПОК
      0000                                        0,00
      ------------------------------------------------
      ВНЕСЕНИЙ 0000                               0,00
      ИЗЪЯТИЙ 0000                                0,00
      НАЛИЧНЫХ В КАССЕ                        5 881,40
      ВЫРУЧКА                                 5 881,40
      ------------------------------------------------
      НЕОБНУЛ. СУММЫ НА КОНЕЦ СМЕНЫ
       ПРОДАЖ                                 5 881,40
       ПОКУПОК                                    0,00
       ВОЗВР. ПРОДАЖ                              0,00
       ВОЗВР. ПОКУПОК                             0,00
      ------------------------------------------------
      Сформировано оператором фискальных данных: Тиын
      ОФД"
    `);
  });

  test("X in Kazakh has the blocks that Z has not", () => {
    const { ru, kk } = xPapers(makeReport("x", { number: 185, openedAt: now }, state.counters, now), head);
    expectLaidOut(ru);
    expectLaidOut(kk);
    expect(paperText(kk)).toMatchInlineSnapshot(`
      "           Магазин «Береке», Касса 1
       Алматы қ., Бостандық ауданы, Абай даңғ., 44-үй
                    ТОО «БЕРЕКЕ МАРКЕТ»

      ЖСН/БСН                             180140000117
      КЗН                                    700000014
      КТН(МКК БКМ коды)                   600400131197

                           X-ЕСЕП
                        №185 АУЫСЫМ
             20.11.2026 14:32-20.11.2026 14:32
      ------------------------------------------------
                   СЕКЦИЯЛАР БОЙЫНША ЕСЕП
      1-СЕКЦИЯ
      0003 САТУ                               6 059,40
      ------------------------------------------------
                  СЕКЦИЯЛАР БОЙЫНША ЖИЫНЫ
      САТУ                                    5 881,40
      САТЫП АЛУ                                   0,00
      САТУДЫ ҚАЙТАРУ                              0,00
      САТЫП АЛУДЫ ҚАЙТАРУ                         0,00
      ------------------------------------------------
                        ЖЕҢІЛДІКТЕР
      0001 САТУ                                 178,00
      0000 САТЫП АЛУ                              0,00
      0000 САТУДЫ ҚАЙТАРУ                         0,00
      0000 САТЫП АЛУДЫ ҚАЙТАРУ                    0,00
      ------------------------------------------------
                         ҮСТЕМЕЛЕР
      0000 САТУ                                   0,00
      0000 САТЫП АЛУ                              0,00
      0000 САТУДЫ ҚАЙТАРУ                         0,00
      0000 САТЫП АЛУДЫ ҚАЙТАРУ                    0,00
      ------------------------------------------------
                   САЛЫҚТАР БОЙЫНША ЕСЕП
      ҚҚС 16.00%
      САТУ                                    5 881,40
       ҚҚС 16.00%                               811,23
      ------------------------------------------------
                       НӨЛДЕУСІЗ ЕСЕП
      АУЫСЫМ БАСЫНДАҒЫ НӨЛДЕНБЕЙТІН СОМАЛАР
       САТУ                                       0,00
       САТЫП АЛУ                                  0,00
       САТУДЫ ҚАЙТАРУ                             0,00
       САТЫП АЛУДЫ ҚАЙТАРУ                        0,00
      ------------------------------------------------
      САТУ ЧЕКТЕРІ
      0001                    5 881,40
       Қолма-қол ақша                         5 881,40
      САТЫП АЛУ ЧЕКТЕРІ
      0000                                        0,00
      САТУДЫ ҚАЙТАРУ ЧЕКТЕРІ
      0000                                        0,00
      САТЫП АЛУДЫ ҚАЙТАРУ ЧЕКТЕРІ
      0000                                        0,00
      ------------------------------------------------
      ЕНГІЗУ 0000                                 0,00
      АЛУ 0000                                    0,00
      КАССАДАҒЫ ҚОЛМА-ҚОЛ АҚША                5 881,40
      ТҮСІМ                                   5 881,40
      ------------------------------------------------
      АУЫСЫМ СОҢЫНДАҒЫ НӨЛДЕНБЕЙТІН СОМАЛАР
       САТУ                                   5 881,40
       САТЫП АЛУ                                  0,00
       САТУДЫ ҚАЙТАРУ                             0,00
       САТЫП АЛУДЫ ҚАЙТАРУ                        0,00
      ------------------------------------------------
      Фискалдық деректер операторы қалыптастырды: Тиын
      ОФД"
    `);
  });

  test("a slip of cash taken out", () => {
    const wish = { direction: "withdrawal" as const, sumTiyn: tg("5000.00"), comment: "Инкассация в банк" };
    const out = decideCashPlacement(at(state), wish, who, supplies);
    const { ru, kk } = papersOf((out.ok ? out.value : sale.value).document, offline);
    expectLaidOut(kk);
    expect(paperText(ru)).toMatchInlineSnapshot(`
      "           Магазин «Береке», Касса 1
       г. Алматы, Бостандыкский р-н, пр. Абая, д. 44
                    ТОО «БЕРЕКЕ МАРКЕТ»
                      БИН 180140000117
                 НДС Серия 60001 № 0065985

      ЗНМ:                                   700000014
      ИНК ОФД:                                  308751
      Код ККМ КГД (РНМ):                  600400131197
      Время:                       20.11.2026 14:32:08
      ------------------------------------------------
      ИЗЪЯТИЕ ДЕНЕГ ИЗ КАССЫ                 =5 000,00
      НАЛИЧНЫХ В КАССЕ                         =881,40
      ------------------------------------------------
      Кассир                             Сейтова А. Б.
      Транз.:                              №0000048214
      Инкассация в банк"
    `);
  });
});

test("a word longer than the paper is cut, later lines hang", () => {
  expect(wrap("1. Бесконечнодлинноеслово и еще", 10, 3)).toEqual([
    "1.",
    "   Бесконе",
    "   чнодлин",
    "   ноеслов",
    "   о и еще",
  ]);
});
