/** One line of paper. `big` is half again as tall; the text is already laid out for the columns of its paper. */
export type PaperLine = { readonly text: string; readonly bold?: boolean; readonly big?: boolean };

/** A printed form: lines, and where the QR stands (after that many lines). */
export type Paper = {
  readonly columns: number;
  readonly lines: readonly PaperLine[];
  readonly qr: { readonly text: string; readonly afterLine: number } | null;
};

/** Signs in a line, by the paper: 58 mm holds 32 (36 with a narrow face), 80 mm 48, a sheet of A4 80. */
export const PAPER_COLUMNS = { "58": 32, "58-narrow": 36, "80": 48, a4: 80 } as const;
export type PaperSize = keyof typeof PAPER_COLUMNS;
export const PAPER_SIZES = Object.keys(PAPER_COLUMNS) as readonly PaperSize[]; // cast: keys of the table above

export const PAPER_LANGUAGES = ["ru", "kk", "both"] as const;
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

/** The same document in the languages of the law, apart and together. */
export type Papers = Readonly<Record<PaperLanguage, Paper>>;

/** The paper as plain text, the QR as its address: for mail, tests and copying. */
export function paperText(paper: Paper): string {
  const texts = paper.lines.map((line) => line.text);
  if (paper.qr) texts.splice(paper.qr.afterLine, 0, paper.qr.text);
  return texts.join("\n");
}
