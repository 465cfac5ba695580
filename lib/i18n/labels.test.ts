import { expect, test } from "vitest";
import { type MessageKey, translator } from "@/lib/i18n";
import { formatDateTime } from "./format";

type Labels<Area extends Parameters<typeof translator>[1]> = readonly (readonly [
  row: string,
  key: MessageKey<Area>,
  label: string,
])[];

const PUBLIC: Labels<"public"> = [
  ["S-003", "landing.register", "Регистрация"],
  ["S-003", "landing.signIn", "Войти"],
  ["S-003", "landing.cashierSignIn", "Вход для кассиров"],
  ["S-004", "register.title", "Регистрация"],
  ["S-008", "register.key.heading", "Выберите ЭЦП ключ для регистрации"],
  ["S-009", "register.key.legalText", "Ключ AUTH первого руководителя."],
  ["S-011", "register.next", "Далее"],
  ["S-012", "register.key.info", "Информация о ключе"],
  ["S-013", "register.key.name", "Название"],
  ["S-014", "register.key.xin", "ИИН/БИН"],
  ["S-015", "register.key.email", "E-mail"],
  ["S-015", "register.key.none", "-"],
  ["S-016", "register.key.city", "Город"],
  ["S-017", "register.next", "Далее"],
  ["S-018", "register.data.heading", "Данные организации"],
  ["S-026", "register.data.vat", "Плательщик НДС"],
  ["S-027", "register.next", "Далее"],
  ["S-028", "register.data.vatSeries", "Серия"],
  ["S-029", "register.data.vatNumber", "Номер №"],
  ["S-030", "register.data.vatIssuedOn", "Дата выдачи"],
  ["S-031", "register.contract.heading", "Подписание договора"],
  ["S-031", "register.contract.text", "Для продолжения регистрации необходимо подписать договор"],
  ["S-032", "register.contract.read", "Прочитать договор"],
  ["S-033", "register.contract.sign", "Подписать договор ЭЦП"],
];
test.each(PUBLIC)("[%s] %s of the way in reads «%s»", (_row, key, label) => {
  expect(translator("ru", "public")(key)).toBe(label);
});

test("[S-007] [S-034] [S-035] the way in names the program and the keys it asks for", () => {
  const t = translator("ru", "public");
  expect(t("register.key.nca")).toContain("Нужна последняя версия NCALayer");
  for (const key of ["GOSTKNCA", "RSA"]) expect(t("register.contract.key")).toContain(key);
});

const CABINET: Labels<"cabinet"> = [
  ["S-040", "profile.info", "Информация об организации"],
  ["S-041", "profile.name", "Название организации"],
  ["S-042", "profile.xin", "ИИН/БИН"],
  ["S-043", "profile.email", "E-mail"],
  ["S-044", "profile.address", "Юр. адрес"],
  ["S-045", "profile.vat", "Плательщик НДС"],
  ["S-045", "profile.no", "Нет"],
  ["S-046", "profile.divisions", "Учет по подразделениям"],
  ["S-046", "profile.divisionsOn", "Вести учет по подразделениям"],
  ["S-047", "profile.resend", "Отправить письмо повторно"],
  ["S-052", "shell.mainMenu", "ГЛАВНОЕ МЕНЮ"],
  ["S-052", "shell.profile", "Профиль"],
  ["S-052", "shell.billing", "Биллинг"],
  ["S-052", "shell.registers", "КАССЫ"],
  ["S-053", "shell.organization", "ОРГАНИЗАЦИЯ:"],
];
test.each(CABINET)("[%s] %s of the cabinet reads «%s»", (_row, key, label) => {
  expect(translator("ru", "cabinet")(key)).toBe(label);
});

const BILLING: Labels<"billing"> = [
  ["S-056", "title", "Биллинг"],
  ["S-057", "account", "Лицевой счет"],
  ["S-057", "yourBalance", "Ваш баланс:"],
  ["S-058", "topUp", "Пополнить баланс"],
  ["S-060", "invoice", "Выставить счет"],
  ["S-061", "transactions", "Транзакции"],
  ["S-062", "id", "ID"],
  ["S-063", "sum", "Сумма"],
  ["S-064", "method", "Метод оплаты"],
  ["S-064", "kind.subscription", "Абонентская плата"],
  ["S-065", "comment", "Комментарий"],
  ["S-066", "at", "Дата транзакции"],
];
test.each(BILLING)("[%s] %s of billing reads «%s»", (_row, key, label) => {
  expect(translator("ru", "billing")(key)).toBe(label);
});

test("[S-065] [S-066] [S-105] a transaction tells what it was for, and when to the minute", () => {
  const t = translator("ru", "billing");
  expect(t("why.contract", { number: "70003", day: "28.01.2019" })).toBe(
    "Сублицензионное соглашение №70003 от 28.01.2019",
  );
  expect(t("why.purchase", { tariff: "БАЗОВЫЙ" })).toBe("Покупка кассы по тарифу: БАЗОВЫЙ");
  expect(formatDateTime(new Date("2019-01-28T04:36:00Z"))).toBe("28.01.2019 10:36");
});

test("[S-043] [S-048] the statuses of an address, [S-053] the way out, [S-092] the choice of a file", () => {
  const ui = translator("ru", "ui");
  expect([ui("status.email.unconfirmed"), ui("status.email.confirmed")]).toEqual(["Не подтвержден", "Подтвержден"]);
  expect(ui("file.choose")).toBe("Выберите файл");
  expect(translator("ru", "auth")("signOut")).toBe("Выйти");
});

const EDS: Labels<"eds"> = [
  ["S-036", "window.sign", "Подписать"],
  ["S-011", "window.password", "Пароль для хранилища*"],
  ["O-011", "dialog.storage", "Тип хранилища ключа"],
  ["O-011", "dialog.storageNone", "Выберите тип"],
  ["O-012", "dialog.storage_PKCS12", "Ваш Компьютер"],
  ["O-012", "dialog.storage_AKKaztokenStore", "Казтокен"],
  ["O-012", "dialog.storage_AKKZIDCardStore", "Личное Удостоверение"],
  ["O-012", "dialog.storage_AKEToken72KStore", "EToken Java 72k"],
  ["O-012", "dialog.storage_AKJaCartaStore", "AK JaCarta"],
  ["O-014", "window.path", "Путь хранилища ключа*"],
  ["O-015", "window.password", "Пароль для хранилища*"],
  ["O-016", "window.sign", "Подписать"],
];
test.each(EDS)("[%s] %s of signing reads «%s»", (_row, key, label) => {
  expect(translator("ru", "eds")(key)).toBe(label);
});

test("[S-075] the place of a register is headed in correct Russian", () => {
  expect(translator("ru", "registers")("create.address")).toBe("Информация об адресе");
});
