import type { Provider } from "@/lib/config";
import { type Day, formatDay, formatTenge, groupDigits, type Tiyn } from "@/lib/kernel";
import { type Doc, makePdf } from "./paper/pdf";
import { sumInKazakh, sumInRussian } from "./paper/words";
import { type Client, type ContractReference, xinWord } from "./parties";

export type InvoiceInput = {
  readonly number: string;
  readonly date: Day;
  readonly madeAt: Date;
  readonly amountTiyn: Tiyn;
  readonly provider: Provider;
  readonly client: Pick<Client, "kind" | "xin" | "name" | "legalAddress">;
  readonly contract: ContractReference;
};

const LEFT = 50;
const RIGHT = 545;
const WIDTH = RIGHT - LEFT;

type Cell = {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly string[];
  readonly align?: "right" | "center";
};

/** Draws a row of boxes of equal height, the first line of each box small: it is the caption. */
function boxes(doc: Doc, y: number, height: number, cells: readonly Cell[], captioned: boolean): void {
  for (const { x, width, lines, align } of cells) {
    doc.lineWidth(0.7).rect(x, y, width, height).stroke();
    lines.forEach((line, index) => {
      const caption = captioned && index === 0;
      doc
        .font(captioned && !caption ? "bold" : "regular")
        .fontSize(caption ? 7.5 : 9)
        .text(line, x + 5, y + 5 + index * 12, { width: width - 10, align: align ?? "left", lineBreak: true });
    });
  }
}

function paymentOrder(doc: Doc, { provider }: InvoiceInput): number {
  const y = 96;
  doc
    .font("bold")
    .fontSize(9)
    .text("Образец платежного поручения / Төлем тапсырмасының үлгісі", LEFT, y - 15);
  boxes(
    doc,
    y,
    46,
    [
      { x: LEFT, width: 265, lines: ["Бенефициар", provider.name, `БИН ${provider.bin}`] },
      { x: LEFT + 265, width: 160, lines: ["ИИК / ЖСК", provider.bank.iik], align: "center" },
      { x: LEFT + 425, width: 70, lines: ["Кбе", provider.kbe], align: "center" },
    ],
    true,
  );
  boxes(
    doc,
    y + 46,
    34,
    [
      { x: LEFT, width: 265, lines: ["Банк бенефициара / Бенефициар банкі", provider.bank.name] },
      { x: LEFT + 265, width: 110, lines: ["БИК / БСК", provider.bank.bik], align: "center" },
      { x: LEFT + 375, width: 120, lines: ["КНП / ТМК", "859"], align: "center" },
    ],
    true,
  );
  return y + 46 + 34;
}

function parties(doc: Doc, y: number, { provider, client, contract }: InvoiceInput): number {
  const rows: readonly [string, string][] = [
    ["Поставщик / Жеткізуші:", `БИН ${provider.bin}, ${provider.name}, ${provider.address}`],
    ["Покупатель / Сатып алушы:", `${xinWord(client)} ${client.xin}, ${client.name}, ${client.legalAddress}`],
    ["Договор / Шарт:", `Сублицензионное соглашение №${contract.number} от ${formatDay(contract.date)}`],
  ];
  let top = y;
  for (const [caption, text] of rows) {
    doc.font("regular").fontSize(8.5).text(caption, LEFT, top, { width: 125 });
    doc
      .font("bold")
      .fontSize(9.5)
      .text(text, LEFT + 130, top - 0.5, { width: WIDTH - 130 });
    top = Math.max(doc.y, top + 14) + 6;
  }
  return top;
}

function goods(doc: Doc, y: number, { amountTiyn, contract }: InvoiceInput): number {
  const sum = formatTenge(amountTiyn);
  const name = `Пополнение лицевого счета по сублицензионному соглашению №${contract.number} от ${formatDay(contract.date)}`;
  const widths = [25, 250, 45, 35, 70, 70];
  const head = ["№", "Наименование / Атауы", "Кол-во", "Ед.", "Цена", "Сумма"];
  const row = ["1", name, "1", "усл.", sum, sum];
  const cells = (texts: readonly string[], numeric: boolean) =>
    texts.map((text, index) => ({
      x: LEFT + widths.slice(0, index).reduce((total, width) => total + width, 0),
      width: widths[index] ?? 0,
      lines: [text],
      align: (index < 2 ? undefined : numeric && index > 3 ? "right" : "center") as "right" | "center" | undefined, // cast: narrowed literals
    }));
  boxes(doc, y, 20, cells(head, false), false);
  boxes(doc, y + 20, 32, cells(row, true), false);
  const top = y + 20 + 32 + 6;
  const totals: readonly [string, string][] = [
    ["Итого / Барлығы:", sum],
    ["В том числе НДС / Оның ішінде ҚҚС:", "без НДС"],
  ];
  totals.forEach(([caption, text], index) => {
    doc
      .font("bold")
      .fontSize(9)
      .text(caption, LEFT, top + index * 14, { width: WIDTH - 80, align: "right" });
    doc.text(text, RIGHT - 75, top + index * 14, { width: 70, align: "right" });
  });
  return top + 34;
}

/** «Счет на оплату»: what a client pays through a bank so that the balance grows. */
export function invoicePdf(input: InvoiceInput): Promise<Uint8Array> {
  const { provider, contract, amountTiyn, number, date } = input;
  const title = `Счет на оплату № ${number} от ${formatDay(date)}`;
  return makePdf({ title, author: provider.name, madeAt: input.madeAt }, (doc) => {
    const warning =
      "Внимание! Оплата этого счета пополняет лицевой счет в кабинете. Баланс вырастет, когда банк зачислит платеж. " +
      `В назначении платежа укажите номер счета: ${number}.`;
    doc.font("regular").fontSize(8).fillColor("#333").text(warning, LEFT, 44, { width: WIDTH, align: "center" });
    doc.fillColor("black");
    let y = paymentOrder(doc, input) + 22;
    doc.font("bold").fontSize(15).text(title, LEFT, y);
    doc
      .font("regular")
      .fontSize(9)
      .fillColor("#555")
      .text("Төлем шоты", LEFT, doc.y + 1)
      .fillColor("black");
    y = doc.y + 6;
    doc.lineWidth(1.5).moveTo(LEFT, y).lineTo(RIGHT, y).stroke();
    y = parties(doc, y + 12, input);
    y = goods(doc, y + 6, input);
    const whole = groupDigits((amountTiyn / 100n).toString());
    doc
      .font("regular")
      .fontSize(9)
      .text(`Всего наименований 1, на сумму ${formatTenge(amountTiyn)} KZT`, LEFT, y + 6);
    doc.font("bold").text(`Всего к оплате: ${sumInRussian(amountTiyn)}`, LEFT, doc.y + 4, { width: WIDTH });
    doc.font("regular").text(`Төлеуге барлығы: ${sumInKazakh(amountTiyn)}`, LEFT, doc.y + 2, { width: WIDTH });
    const purpose = `Назначение платежа: оплата по счету № ${number} от ${formatDay(date)}, сублицензионное соглашение №${contract.number}, ${whole} тенге.`;
    doc.fontSize(8.5).text(purpose, LEFT, doc.y + 8, { width: WIDTH });
    y = doc.y + 14;
    doc.lineWidth(1.5).moveTo(LEFT, y).lineTo(RIGHT, y).stroke();
    doc
      .font("bold")
      .fontSize(9)
      .text("Исполнитель / Орындаушы", LEFT, y + 26);
    doc
      .lineWidth(0.7)
      .moveTo(LEFT + 130, y + 37)
      .lineTo(LEFT + 300, y + 37)
      .stroke();
    doc.font("regular").text(`/ ${provider.headName} /`, LEFT + 306, y + 26);
    doc
      .fontSize(7.5)
      .fillColor("#555")
      .text("Счет выставлен в электронном виде и действителен без подписи и печати.", LEFT, y + 46);
    if (provider.demo)
      doc
        .font("bold")
        .fontSize(10)
        .fillColor("#b3261e")
        .text("ДЕМО. Пример счета, не для оплаты: реквизиты вымышлены.", LEFT, y + 66);
  });
}
