import { expect, test } from "vitest";
import { type MessageKey, translator } from "@/lib/i18n";

const registers = translator("ru", "registers");
const ui = translator("ru", "ui");

const LABELS: readonly (readonly [row: string, key: MessageKey<"registers">, label: string])[] = [
  ["S-069", "tabs.profile", "Профиль организации"],
  ["S-069", "tabs.registers", "Кассы"],
  ["S-069", "tabs.cashiers", "Кассиры"],
  ["S-070", "list.address", "Адрес"],
  ["S-070", "rnm", "РНМ"],
  ["S-070", "list.status", "Статус"],
  ["S-072", "list.add", "Добавить кассу"],
  ["S-073", "create.title", "Создание новой кассы"],
  ["S-074", "create.tariff", "Тарифный план"],
  ["S-076", "create.office", "Налоговый департамент"],
  ["S-077", "create.locality", "Город (аул,село)"],
  ["S-078", "create.street", "Улица (микрорайон)"],
  ["S-079", "create.house", "Номер дома"],
  ["S-080", "create.flat", "Номер квартиры"],
  ["S-081", "create.next", "Далее"],
  ["S-082", "application.title", "Налоговое заявление"],
  ["S-083", "application.packageDownload", "Пакет документов"],
  ["S-084", "application.download", "Скачать налоговое заявление"],
  ["S-089", "list.upload", "Загрузить РНМ"],
  ["S-090", "list.prolong", "Продлить"],
  ["S-091", "card.title", "Загрузка регистрационной карточки"],
  ["S-092", "card.scan", "Скан регистрационной карточки"],
  ["S-093", "card.ofdId", "ID кассы ОФД"],
  ["S-094", "card.token", "Токен ОФД"],
  ["S-095", "card.cashier", "ID кассира ОФД"],
  ["S-096", "card.number", "РНМ"],
  ["S-097", "card.date", "Дата постановки на учет"],
  ["S-097", "card.dateHelp", "В формате дд.мм.гггг"],
  ["S-098", "card.office", "Налоговый департамент"],
  ["S-099", "card.send", "Отправить на модерацию"],
  ["S-108", "cashiers.title", "Кассиры"],
];

test.each(LABELS)("[%s] the label %s reads as the sheet has it", (_row, key, label) => {
  expect(registers(key)).toBe(label);
});

test("[S-071] the tools of the table speak Russian", () => {
  expect([ui("table.search"), ui("table.show"), ui("table.records"), ui("table.previous"), ui("table.next")]).toEqual([
    ...["Поиск:", "Показать", "записей", "Предыдущая", "Следующая"],
  ]);
  expect(ui("table.none")).toBe("В таблице отсутствуют данные");
  expect(ui("table.range", { from: 1, to: 1, total: 1 })).toBe("Записи с 1 до 1 из 1 записей");
});

test("[S-109] [S-088] [S-100] [S-104] the statuses are called as the sheet calls them", () => {
  const called = (["awaiting_rnm", "in_moderation", "active", "rejected", "prolong"] as const).map((status) =>
    ui(`status.register.${status}`),
  );
  expect(called).toEqual(["Ожидает РНМ", "На модерации", "Активна", "Отклонена", "Необходимо продлить"]);
});
