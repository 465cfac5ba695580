import { AlignmentType, Document, Packer, Paragraph, TextRun } from "docx";
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import type { Provider } from "@/lib/config";
import { type Doc, makePdf } from "./paper/pdf";
import { type Client, xinWord } from "./parties";
import type { Section } from "./texts/contract-ru";
import { inspectorManual, powerOfAttorney, systemDescription } from "./texts/package-ru";

export type TaxPackageInput = {
  readonly madeAt: Date;
  readonly product: string;
  readonly model: string;
  readonly provider: Provider;
  readonly client: Pick<Client, "kind" | "xin" | "name" | "headName" | "legalAddress">;
};

/** The three names are those that taxpayers know from the service; the office asks for the files by them. */
export const TAX_PACKAGE_FILES = [
  "Доверенность в ДГД образец.docx",
  "Описание системы Программный Фискализатор.pdf",
  "Руководство пользователя рабочего места Налогового Инспектора.pdf",
] as const;

function sections(doc: Doc, title: string, under: string, parts: readonly Section[]): void {
  doc.font("bold").fontSize(15).text(title, { align: "left" });
  doc.font("regular").fontSize(10).fillColor("#555").text(under).fillColor("black").moveDown(0.8);
  parts.forEach(({ title: heading, clauses }, index) => {
    if (doc.y > doc.page.height - 140) doc.addPage(); // a heading never stands alone at the foot
    doc
      .font("bold")
      .fontSize(11.5)
      .text(`${index + 1}. ${heading}`)
      .moveDown(0.3);
    doc.font("regular").fontSize(10);
    clauses.forEach((clause, order) => {
      doc.text(`${index + 1}.${order + 1}. ${clause}`, { paragraphGap: 3, lineGap: 1.5 });
    });
    doc.moveDown(0.6);
  });
}

/** «Описание системы»: what the software does, for the tax office. */
export function systemDescriptionPdf({
  product,
  model,
  provider,
  madeAt,
}: Omit<TaxPackageInput, "client">): Promise<Uint8Array> {
  const title = "Описание системы Программный Фискализатор";
  return makePdf({ title, author: provider.name, madeAt, foot: title }, (doc) => {
    sections(doc, title, `${model} · ${product} · ${provider.name}`, systemDescription(product, model));
  });
}

function inspectorManualPdf({ product, provider, madeAt }: TaxPackageInput): Promise<Uint8Array> {
  const title = "Руководство пользователя рабочего места Налогового Инспектора";
  return makePdf({ title, author: provider.name, madeAt, foot: title }, (doc) => {
    sections(doc, title, `${product} · ${provider.name}`, inspectorManual(product));
    doc.font("bold").fontSize(10).text("Сервис").font("regular");
    doc.text(`${provider.name}, ${provider.address}, ${provider.email}, ${provider.phone}`);
  });
}

/** The library stamps its own clock into the file; the injected date takes its place, so that equal input gives equal bytes. */
function withDate(docx: Uint8Array, madeAt: Date): Uint8Array {
  const files = Object.entries(unzipSync(docx)).map(([name, bytes]): [string, Uint8Array] => {
    if (name !== "docProps/core.xml") return [name, bytes];
    const stamped = strFromU8(bytes).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, madeAt.toISOString());
    return [name, strToU8(stamped)];
  });
  return zipSync(Object.fromEntries(files), { mtime: zipTime(madeAt) });
}

/** An archive keeps local time without a zone; the library reads it by the machine's clock, so UTC is spelled out for it. */
const zipTime = (moment: Date): Date =>
  new Date(
    moment.getUTCFullYear(),
    moment.getUTCMonth(),
    moment.getUTCDate(),
    moment.getUTCHours(),
    moment.getUTCMinutes(),
  );

async function powerOfAttorneyDocx({ client, provider, madeAt }: TaxPackageInput): Promise<Uint8Array> {
  const run = (text: string, bold = false) => new TextRun({ text, bold, size: 24, font: "Times New Roman" });
  const body = powerOfAttorney({ ...client, xinLine: `${xinWord(client)} ${client.xin}` }).map(
    (text) => new Paragraph({ children: [run(text)], alignment: AlignmentType.JUSTIFIED, spacing: { after: 160 } }),
  );
  const document = new Document({
    creator: provider.name,
    lastModifiedBy: provider.name,
    title: "Доверенность, образец",
    sections: [
      {
        children: [
          new Paragraph({
            children: [run("ДОВЕРЕННОСТЬ", true)],
            alignment: AlignmentType.CENTER,
            spacing: { after: 120 },
          }),
          new Paragraph({ children: [run("(образец)")], alignment: AlignmentType.CENTER, spacing: { after: 240 } }),
          new Paragraph({
            children: [run("г. ____________________          «____» ______________ ______ года")],
            spacing: { after: 240 },
          }),
          ...body,
          new Paragraph({
            children: [run(`Руководитель ____________________ ${client.headName}`)],
            spacing: { before: 360, after: 120 },
          }),
          new Paragraph({ children: [run("М.П.")] }),
        ],
      },
    ],
  });
  return withDate(new Uint8Array(await Packer.toBuffer(document)), madeAt);
}

/** «Пакет документов»: the archive that goes to the tax office with the application. */
export async function taxPackageZip(input: TaxPackageInput): Promise<Uint8Array> {
  const [attorney, description, manual] = TAX_PACKAGE_FILES;
  const files: Zippable = {
    [attorney]: await powerOfAttorneyDocx(input),
    [description]: await systemDescriptionPdf(input),
    [manual]: await inspectorManualPdf(input),
  };
  return zipSync(files, { mtime: zipTime(input.madeAt), level: 0 });
}
