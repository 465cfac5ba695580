import type { DocumentKind, PaymentType, ReceiptKind } from "../core/kinds";

/** The words of papers. Law and practice word them (domain sheet §3.3, §3.9), so they stand apart from the interface's texts. */
export type Words = {
  readonly copy: string;
  readonly xin: Readonly<Record<"company" | "entrepreneur", string>>;
  readonly anyXin: string;
  readonly vatSeries: string;
  readonly shift: string;
  readonly receipt: string;
  readonly receiptOrder: string;
  readonly cashier: string;
  readonly kinds: Readonly<Record<DocumentKind, string>>;
  readonly basis: string;
  readonly discount: string;
  readonly receiptDiscount: string;
  readonly markup: string;
  readonly receiptMarkup: string;
  readonly rounding: string;
  readonly storno: string;
  readonly ntin: string;
  readonly mark: string;
  readonly buyer: string;
  readonly lineSum: string;
  readonly payments: Readonly<Record<PaymentType, string>>;
  readonly taken: string;
  readonly change: string;
  readonly total: string;
  readonly vatInside: (rate: string) => string;
  readonly vat: (rate: string) => string;
  readonly autonomousMode: string;
  readonly autonomousSign: string;
  readonly fiscalSign: string;
  readonly time: string;
  readonly operator: string;
  readonly checkAt: string;
  readonly fiscalReceipt: string;
  readonly rejected: string;
  readonly ofdId: string;
  readonly registrationNumber: string;
  readonly factoryNumber: string;
  readonly xReport: string;
  readonly zReport: string;
  readonly shiftTitle: (number: number) => string;
  readonly sections: string;
  readonly section: (code: string) => string;
  readonly sectionTotals: string;
  readonly discounts: string;
  readonly markups: string;
  readonly taxes: string;
  readonly withoutReset: string;
  readonly withReset: string;
  readonly startSums: string;
  readonly endSums: string;
  readonly counts: Readonly<Record<ReceiptKind, string>>;
  readonly totals: Readonly<Record<ReceiptKind, string>>;
  readonly brief: Readonly<Record<ReceiptKind, string>>;
  readonly autonomousCount: string;
  readonly placementCounts: Readonly<Record<"deposit" | "withdrawal", string>>;
  readonly cash: string;
  readonly revenue: string;
  readonly madeBy: string;
  readonly placements: Readonly<Record<"deposit" | "withdrawal", string>>;
  readonly transaction: string;
};

const ru: Words = {
  copy: "ДУБЛИКАТ",
  xin: { company: "БИН", entrepreneur: "ИИН" },
  anyXin: "ИИН/БИН",
  vatSeries: "НДС Серия",
  shift: "Смена",
  receipt: "Чек",
  receiptOrder: "Порядковый номер чека",
  cashier: "Кассир",
  kinds: {
    sale: "ПРОДАЖА",
    sale_return: "ВОЗВРАТ ПРОДАЖИ",
    purchase: "ПОКУПКА",
    purchase_return: "ВОЗВРАТ ПОКУПКИ",
    deposit: "ВНЕСЕНИЕ",
    withdrawal: "ИЗЪЯТИЕ",
    z_report: "Z-ОТЧЕТ",
  },
  basis: "Чек-основание",
  discount: "Скидка",
  receiptDiscount: "Скидка на чек",
  markup: "Наценка",
  receiptMarkup: "Наценка на чек",
  rounding: "в т.ч. округление",
  storno: "СТОРНО",
  ntin: "НТИН",
  mark: "КМ",
  buyer: "ИИН/БИН покупателя",
  lineSum: "Стоимость",
  payments: {
    cash: "Наличные:",
    card: "Банковская карта:",
    mobile: "Мобильный платеж:",
    credit: "Кредит:",
    tare: "Тара:",
  },
  taken: "Получено",
  change: "Сдача",
  total: "ИТОГО:",
  vatInside: (rate) => `в т.ч. НДС ${rate}%:`,
  vat: (rate) => `НДС ${rate}.00%`,
  autonomousMode: "АВТОНОМНЫЙ РЕЖИМ",
  autonomousSign: "Автономный признак:",
  fiscalSign: "Фискальный признак:",
  time: "Время:",
  operator: "Оператор фискальных данных:",
  checkAt: "Для проверки чека зайдите на сайт:",
  fiscalReceipt: "ФИСКАЛЬНЫЙ ЧЕК",
  rejected: "ОТКЛОНЕН ОФД",
  ofdId: "ИНК ОФД:",
  registrationNumber: "Код ККМ КГД (РНМ):",
  factoryNumber: "ЗНМ:",
  xReport: "X-ОТЧЕТ",
  zReport: "Z-ОТЧЕТ",
  shiftTitle: (number) => `СМЕНА №${number}`,
  sections: "ОТЧЕТ ПО СЕКЦИЯМ",
  section: (code) => `СЕКЦИЯ ${code}`,
  sectionTotals: "ИТОГ ПО СЕКЦИЯМ",
  discounts: "СКИДКИ",
  markups: "НАЦЕНКИ",
  taxes: "ОТЧЕТ ПО НАЛОГАМ",
  withoutReset: "ОТЧЕТ БЕЗ ГАШЕНИЯ",
  withReset: "ОТЧЕТ С ГАШЕНИЕМ",
  startSums: "НЕОБНУЛ. СУММЫ НА НАЧАЛО СМЕНЫ",
  endSums: "НЕОБНУЛ. СУММЫ НА КОНЕЦ СМЕНЫ",
  counts: {
    sale: "ЧЕКОВ ПРОДАЖ",
    purchase: "ЧЕКОВ ПОКУПОК",
    sale_return: "ЧЕКОВ ВОЗВР. ПРОДАЖ",
    purchase_return: "ЧЕКОВ ВОЗВР. ПОКУПОК",
  },
  totals: {
    sale: "ПРОДАЖ",
    purchase: "ПОКУПОК",
    sale_return: "ВОЗВРАТОВ ПРОДАЖ",
    purchase_return: "ВОЗВРАТОВ ПОКУПОК",
  },
  brief: { sale: "ПРОДАЖ", purchase: "ПОКУПОК", sale_return: "ВОЗВР. ПРОДАЖ", purchase_return: "ВОЗВР. ПОКУПОК" },
  autonomousCount: "из них автономных",
  placementCounts: { deposit: "ВНЕСЕНИЙ", withdrawal: "ИЗЪЯТИЙ" },
  cash: "НАЛИЧНЫХ В КАССЕ",
  revenue: "ВЫРУЧКА",
  madeBy: "Сформировано оператором фискальных данных:",
  placements: { deposit: "ВНЕСЕНИЕ ДЕНЕГ В КАССУ", withdrawal: "ИЗЪЯТИЕ ДЕНЕГ ИЗ КАССЫ" },
  transaction: "Транз.:",
};

const kk: Words = {
  copy: "КӨШІРМЕ",
  xin: { company: "БСН", entrepreneur: "ЖСН" },
  anyXin: "ЖСН/БСН",
  vatSeries: "ҚҚС Сериясы",
  shift: "Ауысым",
  receipt: "Чек",
  receiptOrder: "Чектің реттік нөмірі",
  cashier: "Кассашы",
  kinds: {
    sale: "САТУ",
    sale_return: "САТУДЫ ҚАЙТАРУ",
    purchase: "САТЫП АЛУ",
    purchase_return: "САТЫП АЛУДЫ ҚАЙТАРУ",
    deposit: "ЕНГІЗУ",
    withdrawal: "АЛУ",
    z_report: "Z-ЕСЕП",
  },
  basis: "Негіз чек",
  discount: "Жеңілдік",
  receiptDiscount: "Чекке жеңілдік",
  markup: "Үстеме",
  receiptMarkup: "Чекке үстеме",
  rounding: "соның ішінде дөңгелектеу",
  storno: "СТОРНО",
  ntin: "ҰТИН",
  mark: "ТК",
  buyer: "Сатып алушының ЖСН/БСН",
  lineSum: "Құны",
  payments: {
    cash: "Қолма-қол ақша:",
    card: "Банк картасы:",
    mobile: "Мобильді төлем:",
    credit: "Несие:",
    tare: "Ыдыс:",
  },
  taken: "Алынды",
  change: "Қайтарым",
  total: "БАРЛЫҒЫ:",
  vatInside: (rate) => `соның ішінде ҚҚС ${rate}%:`,
  vat: (rate) => `ҚҚС ${rate}.00%`,
  autonomousMode: "АВТОНОМДЫ РЕЖИМ",
  autonomousSign: "Автономды белгі:",
  fiscalSign: "Фискалдық белгі:",
  time: "Уақыты:",
  operator: "Фискалдық деректер операторы:",
  checkAt: "Чекті тексеру үшін сайтқа кіріңіз:",
  fiscalReceipt: "ФИСКАЛДЫ ЧЕК",
  rejected: "ФДО ҚАБЫЛДАМАДЫ",
  ofdId: "КСН:",
  registrationNumber: "КТН(МКК БКМ коды):",
  factoryNumber: "КЗН:",
  xReport: "X-ЕСЕП",
  zReport: "Z-ЕСЕП",
  shiftTitle: (number) => `№${number} АУЫСЫМ`,
  sections: "СЕКЦИЯЛАР БОЙЫНША ЕСЕП",
  section: (code) => `${code}-СЕКЦИЯ`,
  sectionTotals: "СЕКЦИЯЛАР БОЙЫНША ЖИЫНЫ",
  discounts: "ЖЕҢІЛДІКТЕР",
  markups: "ҮСТЕМЕЛЕР",
  taxes: "САЛЫҚТАР БОЙЫНША ЕСЕП",
  withoutReset: "НӨЛДЕУСІЗ ЕСЕП",
  withReset: "НӨЛДЕУ АРҚЫЛЫ ЕСЕП",
  startSums: "АУЫСЫМ БАСЫНДАҒЫ НӨЛДЕНБЕЙТІН СОМАЛАР",
  endSums: "АУЫСЫМ СОҢЫНДАҒЫ НӨЛДЕНБЕЙТІН СОМАЛАР",
  counts: {
    sale: "САТУ ЧЕКТЕРІ",
    purchase: "САТЫП АЛУ ЧЕКТЕРІ",
    sale_return: "САТУДЫ ҚАЙТАРУ ЧЕКТЕРІ",
    purchase_return: "САТЫП АЛУДЫ ҚАЙТАРУ ЧЕКТЕРІ",
  },
  totals: {
    sale: "САТУ",
    purchase: "САТЫП АЛУ",
    sale_return: "САТУДЫ ҚАЙТАРУ",
    purchase_return: "САТЫП АЛУДЫ ҚАЙТАРУ",
  },
  brief: {
    sale: "САТУ",
    purchase: "САТЫП АЛУ",
    sale_return: "САТУДЫ ҚАЙТАРУ",
    purchase_return: "САТЫП АЛУДЫ ҚАЙТАРУ",
  },
  autonomousCount: "оның ішінде автономды",
  placementCounts: { deposit: "ЕНГІЗУ", withdrawal: "АЛУ" },
  cash: "КАССАДАҒЫ ҚОЛМА-ҚОЛ АҚША",
  revenue: "ТҮСІМ",
  madeBy: "Фискалдық деректер операторы қалыптастырды:",
  placements: { deposit: "КАССАҒА АҚША ЕНГІЗУ", withdrawal: "КАССАДАН АҚША АЛУ" },
  transaction: "Транз.:",
};

export const WORDS: Readonly<Record<"ru" | "kk", Words>> = { ru, kk };

const bothTexts = (first: string, second: string): string =>
  first === second ? first : `${first.replace(/:$/, "")} / ${second}`;

/** Two wordings as one, each word in both: «Сату / Продажа». */
export function bothWords(first: Words, second: Words): Words {
  const join = (a: unknown, b: unknown): unknown => {
    if (typeof a === "string" && typeof b === "string") return bothTexts(a, b);
    if (typeof a === "function" && typeof b === "function")
      return (value: unknown) => bothTexts(String(a(value)), String(b(value)));
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]; // cast: what is no text is a table
    return Object.fromEntries(Object.keys(left).map((key) => [key, join(left[key], right[key])]));
  };
  return join(first, second) as Words; // cast: the shape of its sources
}
