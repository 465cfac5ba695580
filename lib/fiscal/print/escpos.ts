import { type Raster, tapeRaster } from "@/lib/documents";
import { toKz1048 } from "./kz1048";
import { PAPER_COLUMNS, type Paper, type PaperLine } from "./paper";

/** How a printer is spoken to: letters of its own code page, or every point drawn by us, which no printer fails at. */
export type PrinterSetting = {
  readonly mode: "text" | "raster";
  /** The number under which the printer keeps KZ-1048: 53 at Epson and its followers. */
  readonly codeTable: number;
};

export const DEFAULT_PRINTER: PrinterSetting = { mode: "text", codeTable: 53 };

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;
const LF = 0x0a;

const COMMANDS = {
  reset: [ESC, 0x40],
  noKanji: [FS, 0x2e],
  /** Face B, 9 points a sign. Face A takes 12 and fits 32 signs on 58 mm, 48 on 80 mm; a reset chooses it. */
  narrowFace: [ESC, 0x4d, 1],
  codeTable: (table: number) => [ESC, 0x74, table],
  bold: (on: boolean) => [ESC, 0x45, on ? 1 : 0],
  /** Twice as tall, as wide as before, so that the columns stay. */
  tall: (on: boolean) => [GS, 0x21, on ? 0x01 : 0x00],
  align: (where: "left" | "centre") => [ESC, 0x61, where === "left" ? 0 : 1],
  feed: (lines: number) => [ESC, 0x64, lines],
  cut: [GS, 0x56, 66, 0],
};

/** The side of one module of a QR, in points of the head. */
const QR_MODULE = { narrow: 5, wide: 6 } as const;
/** A printer takes a picture band by band; its memory is small. */
const BAND_ROWS = 256;

const qrFunction = (fn: number, parameters: readonly number[]): number[] => {
  const length = parameters.length + 2;
  return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, fn, ...parameters];
};

/** The printer's own QR: model 2, error correction M as on the screen. */
function qrCommands(text: string, module: number): number[] {
  const bytes = new TextEncoder().encode(text);
  return [
    ...qrFunction(0x41, [0x32, 0x00]),
    ...qrFunction(0x43, [module]),
    ...qrFunction(0x45, [0x31]),
    ...qrFunction(0x50, [0x30, ...bytes]),
    ...qrFunction(0x51, [0x30]),
  ];
}

/** A big line was laid out for fewer signs; twice as tall it is as wide as any, so its widest gap grows. */
function stretched({ text, big }: PaperLine, columns: number): string {
  if (!big) return text;
  const missing = columns - [...text].length;
  const gaps = text.match(/ {2,}/g) ?? [];
  const widest = gaps.reduce((best, gap) => (gap.length > best.length ? gap : best), "");
  return widest && missing > 0 ? text.replace(widest, widest + " ".repeat(missing)) : text;
}

function inText({ columns, lines, qr }: Paper, { codeTable }: PrinterSetting): Uint8Array {
  const bytes: number[] = [...COMMANDS.reset, ...COMMANDS.noKanji, ...COMMANDS.codeTable(codeTable)];
  if (columns === PAPER_COLUMNS["58-narrow"]) bytes.push(...COMMANDS.narrowFace);
  const putQr = (text: string) =>
    bytes.push(
      ...COMMANDS.align("centre"),
      ...qrCommands(text, columns > 36 ? QR_MODULE.wide : QR_MODULE.narrow),
      LF,
      ...COMMANDS.align("left"),
    );
  lines.forEach((line, index) => {
    if (qr?.afterLine === index) putQr(qr.text);
    const loud = line.bold === true || line.big === true;
    if (loud) bytes.push(...COMMANDS.bold(true));
    if (line.big) bytes.push(...COMMANDS.tall(true));
    for (const byte of toKz1048(stretched(line, columns))) bytes.push(byte);
    bytes.push(LF);
    if (line.big) bytes.push(...COMMANDS.tall(false));
    if (loud) bytes.push(...COMMANDS.bold(false));
  });
  if (qr && qr.afterLine >= lines.length) putQr(qr.text);
  bytes.push(...COMMANDS.feed(4), ...COMMANDS.cut);
  return Uint8Array.from(bytes);
}

function inPoints({ widthBytes, height, bits }: Raster): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.from(COMMANDS.reset)];
  for (let row = 0; row < height; row += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - row);
    parts.push(
      Uint8Array.from([GS, 0x76, 0x30, 0, widthBytes & 0xff, widthBytes >> 8, rows & 0xff, rows >> 8]),
      bits.subarray(row * widthBytes, (row + rows) * widthBytes),
    );
  }
  parts.push(Uint8Array.from([...COMMANDS.feed(4), ...COMMANDS.cut]));
  return Buffer.concat(parts);
}

/** Points across the head of common printers of each paper. */
const DOTS = { narrow: 384, wide: 576 } as const;

/** A paper of a roll as the bytes that a receipt printer prints (ESC/POS). Text never holds a command: controls become spaces. */
export async function escPos(paper: Paper, printer: PrinterSetting = DEFAULT_PRINTER): Promise<Uint8Array> {
  if (printer.mode === "text") return inText(paper, printer);
  const wide = paper.columns > 36;
  return inPoints(await tapeRaster(paper, wide ? "80" : "58", wide ? DOTS.wide : DOTS.narrow));
}
