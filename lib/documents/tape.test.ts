import jsQR from "jsqr";
import { describe, expect, test } from "vitest";
import { pdfText } from "../../tests/support/pdf-text";
import { type Raster, type Tape, tapePdf, tapeRaster } from "./tape";

const QR = "https://ofd.tiyn.example?i=1000000001&f=600400131197&s=5881.40&t=20261120T143208";
const tape = (columns: number, lines: number): Tape => ({
  columns,
  lines: [
    { text: "   ТОО «ӘЛЕМ ҚҰРЫЛЫС»", bold: true },
    { text: "БАРЛЫҒЫ:  440,00", big: true },
    ...Array.from({ length: lines }, (_, index) => ({ text: `${index + 1}. Нан, өнім` })),
  ],
  qr: { text: QR, afterLine: 2 },
});
const about = { title: "Чек", author: "Тиын", madeAt: new Date("2026-11-20T09:32:08Z") };

/** What a phone sees in the printed points. */
function readQr({ widthBytes, height, bits }: Raster): string | null {
  const pixels = new Uint8ClampedArray(widthBytes * 8 * height * 4).fill(255);
  for (let at = 0; at < widthBytes * 8 * height; at++)
    if ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) pixels.fill(0, at * 4, at * 4 + 3);
  return jsQR(pixels, widthBytes * 8, height)?.data ?? null;
}

describe("a tape", () => {
  test.each(["58", "80", "a4"] as const)("as a PDF on %s keeps its words, Kazakh letters too", async (kind) => {
    const pdf = await tapePdf(tape(kind === "58" ? 32 : 48, 3), kind, about);
    const text = await pdfText(pdf);
    expect(text).toContain("ТОО «ӘЛЕМ ҚҰРЫЛЫС»");
    expect(text).toContain("3. Нан, өнім");
    expect(await tapePdf(tape(kind === "58" ? 32 : 48, 3), kind, about)).toEqual(pdf);
  });

  test("that is too long for one page goes on the next, on a sheet and on a roll", async () => {
    const pages = async (pdf: Uint8Array) =>
      Buffer.from(pdf)
        .toString("latin1")
        .match(/\/Type \/Page\b/g)?.length;
    expect(await pages(await tapePdf(tape(80, 200), "a4", about))).toBe(4);
    expect(await pages(await tapePdf(tape(48, 200), "80", about))).toBe(1);
    expect(await pages(await tapePdf(tape(48, 2_000), "80", about))).toBe(2);
  });

  test.each([
    ["58", 32, 384],
    ["80", 48, 576],
  ] as const)("as points of a %s mm head holds a QR that a phone reads", async (kind, columns, dots) => {
    const raster = await tapeRaster(tape(columns, 3), kind, dots);
    expect(raster.widthBytes * 8).toBe(dots);
    expect(raster.bits.length).toBe(raster.widthBytes * raster.height);
    expect(readQr(raster)).toBe(QR);
  });

  test("of a thousand lines is drawn whole", async () => {
    const [short, long] = [await tapeRaster(tape(48, 100), "80", 576), await tapeRaster(tape(48, 1_000), "80", 576)];
    expect(long.height / short.height).toBeGreaterThan(6);
  });
});
