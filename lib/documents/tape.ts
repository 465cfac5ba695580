import { create } from "qrcode";
import sharp from "sharp";
import { makePdf } from "./paper/pdf";
import { drawSheet, Sheet, svgOf } from "./paper/sheet";

/** What a cash register prints: lines of signs of one width, and a QR after so many of them. */
export type Tape = {
  readonly columns: number;
  readonly lines: readonly { readonly text: string; readonly bold?: boolean; readonly big?: boolean }[];
  readonly qr: { readonly text: string; readonly afterLine: number } | null;
};

/** The roll or sheet it goes on, in points: the whole width, and what of it a printer reaches. */
export type Roll = { readonly width: number; readonly printable: number; readonly pageMax: number };

const MM = 72 / 25.4;
/** A page of a PDF is at most 14,400 points long; a longer roll is cut into pages. */
const ROLL_PAGE_MAX = 14_000;
export const ROLLS = {
  "58": { width: 58 * MM, printable: 48 * MM, pageMax: ROLL_PAGE_MAX },
  "80": { width: 80 * MM, printable: 72 * MM, pageMax: ROLL_PAGE_MAX },
  a4: { width: 595.28, printable: 595.28 - 2 * 50, pageMax: 841.89 },
} as const satisfies Readonly<Record<string, Roll>>;

/** Width of a sign of DejaVu Sans Mono, in its own size. */
const SIGN = 0.602;
const LINE = 1.28;
/** Big letters are half again as large. */
const BIG = 1.5;
const MARGIN_MM = 4;
/** The side of a QR, of the width that is printed; never larger than on 80 mm paper. */
const QR_SHARE = 0.5;
const QR_MAX = 36 * MM;

/** A mark takes no place between its squares, so that a reader sees no seams. */
function drawQr(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const module = side / size;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      if (!data[row * size + column]) continue;
      const from = column;
      while (column + 1 < size && data[row * size + column + 1]) column++;
      sheet.box(x + from * module, y + row * module, (column - from + 1) * module, module, {
        thickness: 0,
        fill: "#000",
      });
    }
}

type Page = { readonly sheet: Sheet; readonly height: number };

/** Lays a tape out on pages. */
function layOut(tape: Tape, roll: Roll, margin: number): readonly Page[] {
  const left = (roll.width - roll.printable) / 2;
  const size = roll.printable / tape.columns / SIGN;
  const pages: Page[] = [];
  let sheet = new Sheet();
  let y = margin;
  const room = (height: number): void => {
    if (y + height <= roll.pageMax - margin || y === margin) return;
    pages.push({ sheet, height: roll.pageMax });
    sheet = new Sheet();
    y = margin;
  };
  const putQr = (text: string): void => {
    const side = Math.min(roll.printable * QR_SHARE, QR_MAX);
    room(side + 2 * size);
    drawQr(sheet, text, (roll.width - side) / 2, y + size, side);
    y += side + 2 * size;
  };
  tape.lines.forEach(({ text, bold, big }, index) => {
    if (tape.qr?.afterLine === index) putQr(tape.qr.text);
    const letters = big ? size * BIG : size;
    room(letters * LINE);
    const baseline = y + letters * 0.95;
    const [weight, color] = [bold || big ? ("monoBold" as const) : ("mono" as const), "#000"];
    const indent = text.length - text.trimStart().length;
    const x = left + indent * letters * SIGN;
    if (text.trim()) sheet.marks.push({ kind: "text", x, baseline, size: letters, weight, color, text: text.trim() });
    y += letters * LINE;
  });
  if (tape.qr && tape.qr.afterLine >= tape.lines.length) putQr(tape.qr.text);
  return [...pages, { sheet, height: y + margin }];
}

/** The tape as a PDF: a page as wide as the roll and as long as it takes; a sheet of A4 keeps its own length. */
export function tapePdf(
  tape: Tape,
  kind: keyof typeof ROLLS,
  about: { readonly title: string; readonly author: string; readonly madeAt: Date; readonly lang?: "ru" | "kk" },
): Promise<Uint8Array> {
  const roll = ROLLS[kind];
  const pages = layOut(tape, roll, MARGIN_MM * MM);
  const sizeOf = ({ height }: Page) => [roll.width, kind === "a4" ? roll.pageMax : height] as const;
  const [first, ...rest] = pages;
  return makePdf({ ...about, margin: 0, ...(first ? { size: sizeOf(first) } : {}) }, (doc) => {
    if (first) drawSheet(doc, first.sheet.marks);
    for (const page of rest) {
      doc.addPage({ size: [...sizeOf(page)], margin: 0 });
      drawSheet(doc, page.sheet.marks);
    }
  });
}

/** Black and white rows, eight points to a byte, the leftmost in the highest bit; a set bit is black. */
export type Raster = { readonly widthBytes: number; readonly height: number; readonly bits: Uint8Array };

const BLACK_BELOW = 140;
/** A long receipt is drawn part by part, so that no picture grows without bound. */
const RASTER_PAGE_MAX = 1_000;

/** The tape as points of a printer's head: `dots` across what it reaches (576 on 80 mm, 384 on 58 mm). */
export async function tapeRaster(tape: Tape, kind: "58" | "80", dots: number): Promise<Raster> {
  const roll = { ...ROLLS[kind], width: ROLLS[kind].printable, pageMax: RASTER_PAGE_MAX };
  const parts: Uint8Array[] = [];
  let height = 0;
  for (const page of layOut(tape, roll, 0)) {
    const { data, info } = await sharp(Buffer.from(svgOf(page.sheet.marks, roll.width, page.height)), { density: 203 })
      .resize({ width: dots })
      .grayscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const rows = new Uint8Array((dots / 8) * info.height);
    for (let at = 0; at < dots * info.height; at++)
      if ((data[at * info.channels] ?? 255) < BLACK_BELOW) rows[at >> 3] = (rows[at >> 3] ?? 0) | (0x80 >> (at & 7));
    parts.push(rows);
    height += info.height;
  }
  return { widthBytes: dots / 8, height, bits: Buffer.concat(parts) };
}
