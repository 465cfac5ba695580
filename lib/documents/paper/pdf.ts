import PDFDocument from "pdfkit";
import { fontBytes, WEIGHTS } from "./fonts";

export type Doc = PDFKit.PDFDocument;

export type PaperOptions = {
  readonly title: string;
  readonly author: string;
  /** Stands in the file as its date; equal input gives equal bytes. */
  readonly madeAt: Date;
  readonly margin?: number;
  /** Width and height in points, where it is not A4. */
  readonly size?: readonly [number, number];
  /** Written at the foot of every page beside its number. */
  readonly foot?: string;
  readonly lang?: "ru" | "kk";
};

const MARGIN = 50;

/** Adds «title · 2 / 5» under every page once their number is known. */
function numberPages(doc: Doc, foot: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    const { bottom } = doc.page.margins;
    doc.page.margins.bottom = 0; // the foot stands below the margin; otherwise it would open a page of its own
    doc
      .font("regular")
      .fontSize(7.5)
      .fillColor("#555")
      .text(`${foot} · ${page + 1} / ${count}`, MARGIN, doc.page.height - 32, {
        width: doc.page.width - 2 * MARGIN,
        align: "center",
        lineBreak: false,
      });
    doc.page.margins.bottom = bottom;
    doc.fillColor("black");
  }
}

/** Makes a PDF with our faces embedded, A4 unless another size is asked for. `draw` puts everything on the paper. */
export function makePdf(options: PaperOptions, draw: (doc: Doc) => void): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: options.size ? [...options.size] : "A4",
    margin: options.margin ?? MARGIN,
    bufferPages: true,
    lang: options.lang ?? "ru",
    displayTitle: true,
    info: { Title: options.title, Author: options.author, Creator: options.author, CreationDate: options.madeAt },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on("error", reject);
  });
  for (const weight of WEIGHTS) doc.registerFont(weight, fontBytes(weight));
  doc.font("regular").fontSize(9.5);
  draw(doc);
  if (options.foot) numberPages(doc, options.foot);
  doc.end();
  return done;
}
