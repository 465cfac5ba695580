import { formatDay } from "@/lib/kernel";
import { type Sheet, wrap } from "../paper/sheet";
import type { TaxApplicationInput } from "../tax-application";
import { DESCRIPTION_SHEETS } from "../texts/package-ru";

/** Layout of annex 16 to the order of the Minister of Finance of 12.02.2018 No. 160, one page of A4. */
const LEFT = 34;
const RIGHT = 561;
const NUMBER_WIDTH = 20;
const BODY = LEFT + NUMBER_WIDTH + 6;
const CELL = { width: 13.2, height: 14 };
const LETTER = 14;
const SHADE = "#dddddd";
const SMALL = { size: 7.2 } as const;
const CAPTION = { size: 8 } as const;
const ROW_CELLS = 30;

/** One section of the form under its number; draws its frame once its height is known. */
function item(sheet: Sheet, y: number, number: string, body: (y: number) => number): number {
  const bottom = body(y + 4) + 4;
  sheet.box(LEFT, y, NUMBER_WIDTH, bottom - y);
  sheet.box(LEFT + NUMBER_WIDTH, y, RIGHT - LEFT - NUMBER_WIDTH, bottom - y);
  sheet.text(number, LEFT, y + 5, NUMBER_WIDTH, { size: 9, weight: "bold", align: "center" });
  return bottom;
}

function letter(sheet: Sheet, sign: string, y: number): void {
  sheet.box(BODY, y, LETTER, CELL.height, { thickness: 0.4, fill: SHADE });
  sheet.text(sign, BODY, y + 2.2, LETTER, { size: 8, weight: "bold", align: "center" });
}

/** A caption with its cells at the right edge. */
function cellsRight(sheet: Sheet, y: number, caption: string, value: string, count: number, sign?: string): number {
  if (sign) letter(sheet, sign, y);
  const x = RIGHT - 6 - count * CELL.width;
  const from = BODY + (sign ? LETTER + 6 : 0);
  const textEnd = sheet.text(caption, from, y + 2.4, x - from - 6, CAPTION);
  sheet.cells(value.toUpperCase(), count, x, y, CELL);
  return Math.max(y + CELL.height, textEnd) + 3;
}

/** A long value over rows of cells, broken between words; rows are added when the usual number is not enough. */
function cellRows(sheet: Sheet, y: number, value: string, rowsMin: number): number {
  const lines = wrap(value.toUpperCase(), (line) => line.length <= ROW_CELLS);
  let top = y;
  for (let row = 0; row < Math.max(rowsMin, lines.length); row++)
    top = sheet.cells(lines[row] ?? "", ROW_CELLS, RIGHT - 6 - ROW_CELLS * CELL.width, top, CELL) + 2;
  return top;
}

function ticked(sheet: Sheet, y: number, sign: string, caption: string, on: boolean): number {
  letter(sheet, sign, y);
  sheet.text(caption, BODY + LETTER + 6, y + 2.4, RIGHT - BODY - 60, CAPTION);
  sheet.cells(on ? "V" : "", 1, RIGHT - 6 - CELL.width, y, CELL);
  return y + CELL.height + 3;
}

function section(sheet: Sheet, y: number, title: string): number {
  sheet.box(LEFT, y, RIGHT - LEFT, 15, { fill: SHADE });
  sheet.text(title, LEFT, y + 3.2, RIGHT - LEFT, { size: 8.5, weight: "bold", align: "center" });
  return y + 15;
}

function head(sheet: Sheet): number {
  sheet.text("по форме приложения 16 к приказу Министра финансов РК от 12.02.2018 № 160", LEFT, 20, RIGHT - LEFT, {
    size: 6.5,
    align: "right",
    color: "#555",
  });
  const title = "НАЛОГОВОЕ ЗАЯВЛЕНИЕ О ПОСТАНОВКЕ КОНТРОЛЬНО-КАССОВОЙ МАШИНЫ НА УЧЕТ В НАЛОГОВОМ ОРГАНЕ";
  const y = sheet.text(title, LEFT + 40, 32, RIGHT - LEFT - 80, { size: 11, weight: "bold", align: "center" });
  const note =
    "ВНИМАНИЕ! Заполнять шариковой или перьевой ручкой, черными или синими чернилами, ЗАГЛАВНЫМИ ПЕЧАТНЫМИ символами";
  return sheet.text(note, LEFT, y + 2, RIGHT - LEFT, { ...SMALL, align: "center" }) + 4;
}

function taxpayer(sheet: Sheet, start: number, { taxpayer: payer }: TaxApplicationInput): number {
  let y = item(sheet, start, "1", (top) => cellsRight(sheet, top, "Идентификационный номер (ИИН/БИН)", payer.xin, 12));
  // Item 2 is for natural persons; a legal entity leaves it empty.
  const [last = "", first = "", ...middle] = payer.kind === "entrepreneur" ? payer.headName.split(/\s+/) : [];
  y = item(sheet, y, "2", (top) => {
    let row = sheet.text("Фамилия, имя, отчество (при его наличии)", BODY, top, 300, CAPTION) + 2;
    for (const [caption, value] of [
      ["Фамилия", last],
      ["Имя", first],
      ["Отчество", middle.join(" ")],
    ] as const)
      row = cellsRight(sheet, row, caption, value, ROW_CELLS);
    return row - 2;
  });
  const caption =
    "Наименование юридического лица, индивидуального предпринимателя, его обособленного подразделения, филиала, представительства";
  return item(sheet, y, "3", (top) =>
    cellRows(sheet, sheet.text(caption, BODY, top, RIGHT - BODY - 8, CAPTION) + 2, payer.name, 2),
  );
}

function reason(sheet: Sheet, start: number, input: TaxApplicationInput): number {
  const caption = "Причина подачи налогового заявления (укажите соответствующую ячейку)";
  return item(sheet, start, "4", (top) => {
    let y = sheet.text(caption, BODY, top, RIGHT - BODY - 8, CAPTION) + 2;
    y = ticked(sheet, y, "A", "постановка контрольно-кассовой машины на учет", input.reason === "registration");
    return (
      ticked(
        sheet,
        y,
        "B",
        "замена (изменение) регистрационной карточки контрольно-кассовой машины",
        input.reason === "card_change",
      ) - 2
    );
  });
}

function register(sheet: Sheet, start: number, { register: machine }: TaxApplicationInput): number {
  return item(sheet, start, "5", (top) => {
    let y = sheet.text("Контрольно-кассовая машина:", BODY, top, 300, CAPTION) + 2;
    letter(sheet, "A", y);
    sheet.text("наименование", BODY + LETTER + 6, y + 2.4, 80, CAPTION);
    y = cellRows(sheet, y, machine.model, 2) + 1;
    y = cellsRight(sheet, y, "год выпуска", String(machine.madeYear), 4, "B");
    return (
      cellsRight(sheet, y, "заводской номер", machine.factoryNumber, Math.max(14, machine.factoryNumber.length), "C") -
      2
    );
  });
}

function place(sheet: Sheet, start: number, { place: at }: TaxApplicationInput): number {
  return item(sheet, start, "6", (top) => {
    let y = sheet.text("Место использования контрольно-кассовой машины:", BODY, top, 300, CAPTION) + 2;
    y = cellsRight(sheet, y, "область/район (код органа государственных доходов)", at.taxOfficeCode, 4, "A");
    if (at.locality.length <= 20) y = cellsRight(sheet, y, "город (поселок, село)", at.locality, 20, "B");
    else {
      letter(sheet, "B", y);
      sheet.text("город (село)", BODY + LETTER + 6, y + 2.4, 90, CAPTION);
      y = cellRows(sheet, y, at.locality, 1) + 1;
    }
    letter(sheet, "C", y);
    sheet.text("улица (микрорайон)", BODY + LETTER + 6, y + 2.4, 90, CAPTION);
    y = cellRows(sheet, y, at.street, 1) + 1;
    y = cellsRight(sheet, y, "номер дома", at.house, Math.max(4, at.house.length), "D");
    const flat = at.flat ?? "";
    return cellsRight(sheet, y, "номер квартиры (комнаты, иного помещения)", flat, Math.max(4, flat.length), "E") - 2;
  });
}

function attachments(sheet: Sheet, start: number): number {
  const y = item(sheet, start, "7", (top) => {
    let row =
      sheet.text("К налоговому заявлению прилагаются (укажите количество листов):", BODY, top, 400, CAPTION) + 2;
    // Fixed by the kind of register: a software complex has no cash book and is not carried to the office itself.
    for (const [sign, caption, value] of [
      ["A", "книга учета наличных денег", "нет"],
      ["B", "книга товарных чеков", "1"],
      ["C", "контрольно-кассовая машина **", "нет"],
      [
        "D",
        "краткое описание функциональных возможностей и характеристик аппаратно-программного комплекса ***",
        String(DESCRIPTION_SHEETS),
      ],
    ] as const)
      row = cellsRight(sheet, row, caption, value, 3, sign);
    return row - 2;
  });
  let note = sheet.text(
    "** для контрольно-кассовых машин с блоком фискальной памяти подлежат указанию пункты A, B, C",
    LEFT,
    y + 2,
    RIGHT - LEFT,
    SMALL,
  );
  note = sheet.text(
    "*** для контрольно-кассовых машин, являющихся аппаратно-программным комплексом, подлежат указанию пункты B, D",
    LEFT,
    note,
    RIGHT - LEFT,
    SMALL,
  );
  return note + 3;
}

function statement(sheet: Sheet, start: number, title: string, text: string): number {
  const y = section(sheet, start, title);
  return sheet.text(text, LEFT + 4, y + 3, RIGHT - LEFT - 8, SMALL) + 3;
}

function date(sheet: Sheet, x: number, y: number, value: string): void {
  const [day = "", month = "", year = ""] = value.split(".");
  sheet.cells(day, 2, x, y, CELL);
  sheet.cells(month, 2, x + 3 * CELL.width, y, CELL);
  sheet.cells(year, 4, x + 6 * CELL.width, y, CELL);
}

function signatures(sheet: Sheet, start: number, input: TaxApplicationInput): void {
  const x = RIGHT - 6 - 10 * CELL.width;
  const row = (y: number, name: string, under: string, caption: string, value: string, stamp: string) => {
    sheet.text(name, LEFT, y + 2, 270, { size: 9, weight: "bold" });
    sheet.line(LEFT, y + 14, LEFT + 290, y + 14);
    sheet.text(under, LEFT, y + 15, 290, SMALL);
    sheet.text(stamp, LEFT + 296, y + 4, 40, { size: 8 });
    sheet.text(caption, x, y - 8, 10 * CELL.width, SMALL);
    date(sheet, x, y + 2, value);
  };
  row(
    start + 12,
    input.taxpayer.headName,
    "Ф.И.О. налогоплательщика (руководителя), подпись",
    "Дата подачи налогового заявления",
    formatDay(input.filedOn),
    "М.П.",
  );
  row(
    start + 54,
    "",
    "Ф.И.О. и подпись должностного лица, принявшего налоговое заявление",
    "Дата приема налогового заявления",
    "",
    "М.Ш.",
  );
}

/** Draws the whole form with its values. */
export function drawOrder160(sheet: Sheet, input: TaxApplicationInput): void {
  let y = taxpayer(sheet, head(sheet), input);
  y = section(sheet, y, "Раздел. Регистрационные данные");
  y = attachments(sheet, place(sheet, register(sheet, reason(sheet, y, input), input), input));
  y = statement(
    sheet,
    y,
    "Раздел. Согласие на сбор и обработку персональных данных",
    "Мы (Я) даем (даю) согласие на сбор и обработку персональных данных, необходимых для получения государственной услуги, оказываемой в рамках настоящего налогового заявления.",
  );
  y = statement(
    sheet,
    y,
    "Раздел. Ответственность налогоплательщика",
    "Мы (Я) несем (несу) ответственность в соответствии с законами Республики Казахстан за достоверность и полноту сведений, приведенных в данном заявлении.",
  );
  signatures(sheet, y, input);
}
