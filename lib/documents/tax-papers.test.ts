import { strFromU8, unzipSync } from "fflate";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { present } from "@/lib/kernel";
import { client, day, provider } from "@/tests/support/papers";
import { pdfPages, pdfText } from "@/tests/support/pdf-text";
import {
  type RegistrationCardInput,
  registrationCardPdf,
  registrationCardPng,
  TAX_PACKAGE_FILES,
  type TaxApplicationInput,
  type TaxPackageInput,
  taxApplicationPdf,
  taxPackageZip,
} from ".";
import { DESCRIPTION_SHEETS } from "./texts/package-ru";

const madeAt = new Date("2026-11-24T05:00:00Z");
const equal = (one: Uint8Array, other: Uint8Array) => Buffer.from(one).equals(other);

const application: TaxApplicationInput = {
  filedOn: day("24.11.2026"),
  madeAt,
  taxpayer: { kind: "legal_entity", xin: client.xin, name: client.name, headName: client.headName },
  reason: "registration",
  register: { model: "Программный фискализатор 3.0.1", madeYear: 2026, factoryNumber: "700000001" },
  place: { taxOfficeCode: "6004", locality: "Алматы", street: "Сатпаева", house: "90", flat: "1" },
};

/** One sign per cell reads as one sign per line. */
const cells = async (input: TaxApplicationInput) =>
  (await pdfPages(await taxApplicationPdf(input))).join("\n").replace(/\s/g, "");

describe("the tax application", () => {
  test("[S-084] stands on one page with every number of the form in its cells", async () => {
    expect(await pdfPages(await taxApplicationPdf(application))).toHaveLength(1);
    const text = await cells(application);
    for (const part of [
      "НАЛОГОВОЕЗАЯВЛЕНИЕОПОСТАНОВКЕКОНТРОЛЬНО-КАССОВОЙМАШИНЫНАУЧЕТВНАЛОГОВОМОРГАНЕ",
      "Идентификационныйномер(ИИН/БИН)190540009993",
      "ТОО«ӘЛЕМҚҰРЫЛЫС»",
      "ПРОГРАММНЫЙФИСКАЛИЗАТОР3.0.1",
      "годвыпуска2026",
      "заводскойномер700000001",
      "6004",
      "АЛМАТЫ",
      "САТПАЕВА",
      "номердома90",
      "24112026",
      "постановкаконтрольно-кассовоймашинынаучетV",
      `аппаратно-программногокомплекса***${DESCRIPTION_SHEETS}`,
      "Мы(Я)даем(даю)согласиенасбор",
      "М.Ш.",
    ])
      expect(text).toContain(part);
  });

  test("item 2 is empty for a legal entity and holds the entrepreneur's own name", async () => {
    expect(await cells(application)).toContain("ФамилияИмяОтчество");
    const person = { ...application.taxpayer, kind: "entrepreneur" as const, headName: "Сейткали Әсем Қайратқызы" };
    expect(await cells({ ...application, taxpayer: person })).toContain("ФамилияСЕЙТКАЛИИмяӘСЕМОтчествоҚАЙРАТҚЫЗЫ");
  });

  test("an unusually long name takes more rows, loses no letter and stays on one page", async () => {
    const name = `Товарищество с ограниченной ответственностью ${"Очень длинное название ".repeat(9)}конец`;
    const long = { ...application, taxpayer: { ...application.taxpayer, name } };
    expect(await cells(long)).toContain(name.replace(/\s/g, "").toUpperCase());
    expect(pdfPages(await taxApplicationPdf(long))).toHaveLength(1);
  });

  test("equal input gives equal bytes", async () => {
    expect(equal(await taxApplicationPdf(application), await taxApplicationPdf(application))).toBe(true);
  });
});

describe("the package of documents", () => {
  const input: TaxPackageInput = {
    madeAt,
    product: "Тиын Касса",
    model: "Программный фискализатор 3.0.1",
    provider,
    client,
  };
  const opened = async () => unzipSync(await taxPackageZip(input));
  const file = async (name: string) => present((await opened())[name], "a file of the package");

  test("[S-083] [S-086] holds exactly the three files by their names", async () => {
    expect(Object.keys(await opened())).toEqual([...TAX_PACKAGE_FILES]);
    expect(TAX_PACKAGE_FILES).toEqual([
      "Доверенность в ДГД образец.docx",
      "Описание системы Программный Фискализатор.pdf",
      "Руководство пользователя рабочего места Налогового Инспектора.pdf",
    ]);
  });

  test("the power of attorney is a Word file filled with the client", async () => {
    const parts = unzipSync(await file(TAX_PACKAGE_FILES[0]));
    const text = strFromU8(present(parts["word/document.xml"], "a Word file has its text"));
    for (const part of ["ДОВЕРЕННОСТЬ", client.name, `БИН ${client.xin}`, client.headName])
      expect(text).toContain(part);
  });

  test("the description has as many sheets as the application says", async () => {
    const description = await file(TAX_PACKAGE_FILES[1]);
    expect(pdfPages(description)).toHaveLength(DESCRIPTION_SHEETS);
    expect(pdfText(description)).toContain("Передача оператору фискальных данных");
  });

  test("the inspector's manual tells each step that the state register of models asks for", async () => {
    const text = pdfText(await file(TAX_PACKAGE_FILES[2]));
    for (const part of [
      "Установка фискального режима",
      "Перерегистрация кассы",
      "X-отчет",
      "Фискальный отчет за период",
      "Контрольная лента",
    ])
      expect(text).toContain(part);
  });

  test("equal input gives equal bytes", async () => {
    expect(equal(await taxPackageZip(input), await taxPackageZip(input))).toBe(true);
  });
});

describe("the registration card", () => {
  const card: RegistrationCardInput = {
    registrationNumber: "600400131197",
    model: "Программный фискализатор 3.0.1",
    factoryNumber: "700000001",
    madeYear: 2026,
    owner: { name: "Товарищество с ограниченной ответственностью «Әлем Құрылыс»", xin: client.xin },
    address: "Казахстан, г. Алматы, ул. Аль-Фараби, 90",
    officeName: "УГД по Бостандыкскому району",
    officerName: "Қайратұлы Б. Ғ.",
    registeredOn: day("12.12.2026"),
    madeAt,
    demo: false,
  };

  test.each([
    ["[S-110]", "РЕГИСТРАЦИОННАЯ КАРТОЧКА № 600400131197 контрольно-кассовой машины"],
    ["[S-111]", "Программный фискализатор 3.0.1"],
    ["[S-112]", "Заводской номер Зауыттық нөмірі 700000001 Год выпуска Шығарылған жылы 2026"],
    ["[S-113]", "принадлежащей налогоплательщику:"],
    ["[S-114]", "ИИН(БИН) ЖСН (БСН) 190540009993"],
    ["[S-115]", "расположенной по адресу:"],
    ["[S-116]", "Руководитель (заместитель руководителя) Басшы (басшының орынбасары) УГД по Бостандыкскому району"],
    ["[S-117]", "Дата постановки контрольно-кассовой машины на учет в государственном органе: 12.12.2026 года"],
    ["[S-118]", "ОТМЕТКА О ЗАКРЫТИИ РЕГИСТРАЦИОННОЙ КАРТОЧКИ"],
    ["[S-119]", "Период снятия фискального отчета:"],
    ["[S-120]", "Итоговые показания счетчика:"],
    ["[S-121]", "наименование государственного органа"],
    ["[S-122]", "Дата снятия контрольно-кассовой машины с учета в государственном органе:"],
  ])("%s %s", async (_, line) => expect(pdfText(await registrationCardPdf(card))).toContain(line));

  test("the picture has the same sheet without any font of the machine", async () => {
    const picture = await registrationCardPng(card);
    const { format, width, height } = await sharp(picture).metadata();
    expect([format, width, height]).toEqual(["png", 1240, 1754]);
    const { channels } = await sharp(picture).stats();
    expect(channels[0]?.mean).toBeLessThan(252);
    expect(equal(picture, await registrationCardPng(card))).toBe(true);
    expect(equal(picture, await registrationCardPng({ ...card, registrationNumber: "600400131198" }))).toBe(false);
  });

  test("a card of the demo office says so", async () => {
    expect(pdfText(await registrationCardPdf({ ...card, demo: true }))).toContain("силы не имеет");
  });
});
