import sharp from "sharp";
import { type Day, formatDay } from "@/lib/kernel";
import { widthOf } from "./paper/fonts";
import { makePdf } from "./paper/pdf";
import { drawSheet, Sheet, svgOf } from "./paper/sheet";

export type RegistrationCardInput = {
  /** РНМ: the number of the card is the number of the register. */
  readonly registrationNumber: string;
  readonly model: string;
  readonly factoryNumber: string;
  readonly madeYear: number;
  /** Full name, «Товарищество с ограниченной ответственностью …». */
  readonly owner: { readonly name: string; readonly xin: string };
  readonly address: string;
  readonly officeName: string;
  readonly officerName: string;
  readonly registeredOn: Day;
  readonly madeAt: Date;
  /** Shown when the card was given out by the demo office. */
  readonly demo: boolean;
};

/** Who signs for the tax office of the demo; nobody real. */
export const DEMO_TAX_OFFICER = "Омарова Г. К.";

const WIDTH = 595;
const HEIGHT = 842;
const LEFT = 62;
const COLUMN = WIDTH - 2 * LEFT;
const QUIET = "#555";

/** A caption in Russian with its Kazakh below, and the value on a line beside them. */
function field(
  sheet: Sheet,
  y: number,
  [russian, kazakh]: readonly [string, string],
  value: string,
  captionWidth = 210,
): number {
  sheet.text(russian, LEFT, y, captionWidth, { size: 9.5 });
  const captionEnd = sheet.text(kazakh, LEFT, y + 12.5, captionWidth, { size: 7.5, color: QUIET });
  const valueEnd = sheet.text(value, LEFT + captionWidth + 6, y - 1, COLUMN - captionWidth - 6, {
    size: 10.5,
    weight: "bold",
  });
  const bottom = Math.max(captionEnd, valueEnd) + 2;
  sheet.line(LEFT + captionWidth, bottom, LEFT + COLUMN, bottom, 0.4);
  return bottom + 9;
}

/** Three blanks of an official's signature: office, signature, name. */
function signature(sheet: Sheet, y: number, office: string, name: string): number {
  sheet.text("Руководитель (заместитель руководителя)", LEFT, y, COLUMN, { size: 9.5 });
  sheet.text("Басшы (басшының орынбасары)", LEFT, y + 12, COLUMN, { size: 7.5, color: QUIET });
  const base = y + 44;
  const parts = [
    {
      x: LEFT,
      width: 215,
      value: office,
      captions: ["наименование государственного органа", "мемлекеттік органның атауы"],
    },
    { x: LEFT + 230, width: 90, value: "", captions: ["подпись", "қолы"] },
    { x: LEFT + 335, width: COLUMN - 335, value: name, captions: ["Ф.И.О.", "Т.А.Ә."] },
  ] as const;
  for (const { x, width, value, captions } of parts) {
    const size = Math.min(9.5, (9.5 * width) / Math.max(1, widthOf(value, 9.5, "bold")));
    sheet.text(value, x, base - size * 1.4, width + 1, { size, weight: "bold", align: "center" });
    sheet.line(x, base, x + width, base, 0.5);
    captions.forEach((caption, index) => {
      sheet.text(caption, x, base + 2 + index * 9, width, { size: 7, color: QUIET, align: "center" });
    });
  }
  return base + 32;
}

function stampAndDate(sheet: Sheet, y: number, russian: string, kazakh: string, date: string): number {
  const end = sheet.text(
    date ? `${russian} ${date} года` : `${russian} ____.____.________ года`,
    LEFT,
    y,
    COLUMN - 60,
    { size: 9.5 },
  );
  sheet.text(kazakh, LEFT, end, COLUMN - 60, { size: 7.5, color: QUIET });
  sheet.text("М.Ш. / М.О.", LEFT + COLUMN - 60, y, 60, { size: 9.5, align: "right" });
  return end + 18;
}

function layout(input: RegistrationCardInput): Sheet {
  const sheet = new Sheet();
  sheet.box(40, 36, WIDTH - 80, HEIGHT - 72, { thickness: 1.2 });
  let y = 58;
  y = sheet.text(`РЕГИСТРАЦИОННАЯ КАРТОЧКА № ${input.registrationNumber}`, LEFT, y, COLUMN, {
    size: 15,
    weight: "bold",
    align: "center",
  });
  y = sheet.text("контрольно-кассовой машины", LEFT, y + 1, COLUMN, { size: 11, align: "center" });
  y = sheet.text("Бақылау-касса машинасының тіркеу карточкасы", LEFT, y, COLUMN, {
    size: 8.5,
    color: QUIET,
    align: "center",
  });
  y = field(sheet, y + 14, ["Модель", "Үлгісі"], input.model);
  y = field(sheet, y, ["Заводской номер", "Зауыттық нөмірі"], input.factoryNumber);
  y = field(sheet, y, ["Год выпуска", "Шығарылған жылы"], String(input.madeYear));
  y = field(sheet, y, ["принадлежащей налогоплательщику:", "салық төлеушіге тиесілі:"], input.owner.name);
  y = field(sheet, y, ["ИИН(БИН)", "ЖСН (БСН)"], input.owner.xin);
  y = field(sheet, y, ["расположенной по адресу:", "мекенжайы бойынша орналасқан:"], input.address);
  y = signature(sheet, y + 6, input.officeName, input.officerName);
  y = stampAndDate(
    sheet,
    y,
    "Дата постановки контрольно-кассовой машины на учет в государственном органе:",
    "Бақылау-касса машинасын мемлекеттік органда есепке қою күні",
    formatDay(input.registeredOn),
  );
  y = Math.max(y + 10, 500);
  sheet.line(40, y, WIDTH - 40, y, 1.2);
  y = sheet.text("ОТМЕТКА О ЗАКРЫТИИ РЕГИСТРАЦИОННОЙ КАРТОЧКИ", LEFT, y + 16, COLUMN, {
    size: 12,
    weight: "bold",
    align: "center",
  });
  y = sheet.text("Тіркеу карточкасының жабылғаны туралы белгі", LEFT, y, COLUMN, {
    size: 8.5,
    color: QUIET,
    align: "center",
  });
  y = field(
    sheet,
    y + 12,
    ["Период снятия фискального отчета:", "Фискалдық есепті алу кезеңі:"],
    "с ____________ по ____________",
  );
  y = field(sheet, y, ["Итоговые показания счетчика:", "Есептегіштің қорытынды көрсеткіштері:"], "");
  y = signature(sheet, y + 6, "", "");
  stampAndDate(
    sheet,
    y,
    "Дата снятия контрольно-кассовой машины с учета в государственном органе:",
    "Бақылау-касса машинасын мемлекеттік органда есептен шығару күні",
    "",
  );
  if (input.demo)
    sheet.text("Выдана демонстрационным налоговым органом, силы не имеет", LEFT, HEIGHT - 54, COLUMN, {
      size: 8,
      color: "#b3261e",
      align: "center",
    });
  return sheet;
}

/** The registration card of a register, as the tax office gives it out. */
export function registrationCardPdf(input: RegistrationCardInput): Promise<Uint8Array> {
  const title = `Регистрационная карточка № ${input.registrationNumber}`;
  return makePdf({ title, author: input.officeName, madeAt: input.madeAt }, (doc) =>
    drawSheet(doc, layout(input).marks),
  );
}

/** The same card as a picture, as people photograph it. */
export async function registrationCardPng(input: RegistrationCardInput): Promise<Uint8Array> {
  const svg = svgOf(layout(input).marks, WIDTH, HEIGHT);
  return sharp(Buffer.from(svg), { density: 150 }).png({ compressionLevel: 9 }).toBuffer();
}
