import type { Provider } from "@/lib/config";
import { type Day, formatDay, formatTenge, type Tiyn } from "@/lib/kernel";
import { type Doc, makePdf } from "./paper/pdf";
import { type Client, xinWord } from "./parties";
import { preambleKk, sectionsKk } from "./texts/contract-kk";
import { type ContractFacts, preambleRu, type Section, sectionsRu } from "./texts/contract-ru";

export type ContractInput = {
  readonly number: string;
  readonly date: Day;
  readonly madeAt: Date;
  /** Name of the product, from the settings. */
  readonly product: string;
  readonly provider: Provider;
  readonly client: Client;
  /** Prices on the day of signing: they stand in the appendix. */
  readonly tariffs: readonly { readonly name: string; readonly priceTiyn: Tiyn }[];
};

const WIDTH = 495;

function text(doc: Doc, heading: string, place: string, preamble: string, sections: readonly Section[]): void {
  doc.font("bold").fontSize(13).text(heading, { align: "center" });
  doc.moveDown(0.6).font("regular").fontSize(9.5).text(place).moveDown(0.6).text(preamble, { align: "justify" });
  sections.forEach(({ title, clauses }, index) => {
    if (doc.y > doc.page.height - 130) doc.addPage(); // a heading never stands alone at the foot
    doc
      .moveDown(0.8)
      .font("bold")
      .fontSize(10)
      .text(`${index + 1}. ${title}`)
      .moveDown(0.2);
    doc.font("regular").fontSize(9.5);
    clauses.forEach((clause, order) => {
      doc.text(`${index + 1}.${order + 1}. ${clause}`, { align: "justify", paragraphGap: 2 });
    });
  });
}

function appendix(doc: Doc, { tariffs, date }: ContractInput): void {
  if (doc.y > doc.page.height - 160) doc.addPage();
  doc
    .moveDown(1)
    .font("bold")
    .fontSize(10)
    .text(`Приложение 1. Тарифы на ${formatDay(date)} / 1-қосымша. Тарифтер`);
  doc.moveDown(0.3).font("regular").fontSize(9.5);
  for (const { name, priceTiyn } of tariffs)
    doc.text(
      `«${name}»: ${formatTenge(priceTiyn)} тенге за одну Кассу в месяц / бір Касса үшін айына ${formatTenge(priceTiyn)} теңге`,
    );
}

function requisites(doc: Doc, { provider, client }: ContractInput): void {
  if (doc.y > doc.page.height - 230) doc.addPage();
  doc.moveDown(1).font("bold").fontSize(10).text("Реквизиты сторон / Тараптардың деректемелері").moveDown(0.4);
  const top = doc.y;
  const ours = [
    provider.name,
    `БИН ${provider.bin}`,
    provider.address,
    `ИИК ${provider.bank.iik}`,
    `${provider.bank.name}, БИК ${provider.bank.bik}, Кбе ${provider.kbe}`,
    `${provider.email}, ${provider.phone}`,
    `Руководитель / Басшы: ${provider.headName}`,
  ];
  const theirs = [
    client.name,
    `${xinWord(client)} ${client.xin}`,
    client.legalAddress,
    ...(client.vat
      ? [`НДС: серия ${client.vat.series} № ${client.vat.number} от ${formatDay(client.vat.issuedOn)}`]
      : []),
    ...(client.email ? [client.email] : []),
    `Руководитель / Басшы: ${client.headName}`,
    "Подписано электронной цифровой подписью / Электрондық цифрлық қолтаңба қойылды",
  ];
  const column = (title: string, lines: readonly string[], x: number): number => {
    doc
      .font("bold")
      .fontSize(9)
      .text(title, x, top, { width: WIDTH / 2 - 10 })
      .font("regular");
    for (const line of lines) doc.text(line, x, doc.y + 2, { width: WIDTH / 2 - 10 });
    return doc.y;
  };
  const left = column("Сервис", ours, 50);
  doc.y = Math.max(left, column("Клиент", theirs, 50 + WIDTH / 2 + 10));
  doc.x = 50;
}

/** The whole offer, in Russian and Kazakh, that an organisation reads and signs byte for byte. */
export function contractPdf(input: ContractInput): Promise<Uint8Array> {
  const { number, date, provider, client } = input;
  const title = `Сублицензионное соглашение №${number} от ${formatDay(date)}`;
  const facts: ContractFacts = {
    product: input.product,
    provider: provider.name,
    providerHead: provider.headName,
    client: client.name,
    clientHead: client.headName,
    email: provider.email,
    phone: provider.phone,
  };
  return makePdf({ title, author: provider.name, madeAt: input.madeAt, foot: title }, (doc) => {
    if (provider.demo)
      doc
        .font("bold")
        .fontSize(8.5)
        .fillColor("#b3261e")
        .text("ДЕМО. Пример соглашения, обязательств не создает.")
        .fillColor("black")
        .moveDown(0.5);
    text(doc, title, formatDay(date), preambleRu(facts), sectionsRu(facts));
    doc.addPage();
    const heading = `${formatDay(date)} жылғы №${number} сублицензиялық келісім`;
    text(doc, heading, formatDay(date), preambleKk(facts), sectionsKk(facts));
    appendix(doc, input);
    requisites(doc, input);
  });
}
