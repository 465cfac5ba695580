import { create } from "qrcode";
import type { Paper, PaperLine } from "@/lib/fiscal/print/paper";

/** A QR code as one path of squares: `side` modules in each direction. */
export type QrPath = { readonly side: number; readonly path: string };

/** Draws a QR code. Runs where the page is made, so that the till carries no encoder. */
export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size, data } = modules;
  const runs: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue;
      const from = x;
      while (x + 1 < size && data[y * size + x + 1]) x++;
      runs.push(`M${from} ${y}h${x - from + 1}v1H${from}z`);
    }
  }
  return { side: size, path: runs.join("") };
}

/** A printed form ready for the screen: its QR already drawn. */
export type DrawnPaper = {
  readonly columns: number;
  readonly lines: readonly PaperLine[];
  readonly qr: (QrPath & { readonly afterLine: number; readonly text: string }) | null;
};

/** Makes a printed form ready for the screen. */
export const drawPaper = ({ columns, lines, qr }: Paper): DrawnPaper => ({
  columns,
  lines,
  qr: qr && { ...qrPath(qr.text), afterLine: qr.afterLine, text: qr.text },
});
