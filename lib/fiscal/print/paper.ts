import type { PaperForm, PaperHead } from "../core/document";

/** One line of paper. `big` is half again as tall; the text is already laid out for the columns of its paper. */
export type PaperLine = { readonly text: string; readonly bold?: boolean; readonly big?: boolean };

/** A printed form: lines, and where the QR stands (after that many lines). */
export type Paper = {
  readonly columns: number;
  readonly lines: readonly PaperLine[];
  readonly qr: { readonly text: string; readonly afterLine: number } | null;
};

export type PaperSize = PaperForm["size"];
export type PaperLanguage = PaperForm["language"];

/** Signs in a line, by the paper: 58 mm holds 32 (36 with a narrow face), 80 mm 48, a sheet of A4 80. */
export const PAPER_COLUMNS: Readonly<Record<PaperSize, number>> = { "58": 32, "58-narrow": 36, "80": 48, a4: 80 };
export const PAPER_SIZES: readonly PaperSize[] = ["58", "58-narrow", "80", "a4"];
export const PAPER_LANGUAGES: readonly PaperLanguage[] = ["ru", "kk", "both"];

/** Documents from before there was a choice were printed so. */
const FIRST_FORM: PaperForm = { size: "80", language: "ru" };

/** What a document was printed on and in which language. */
export const formOf = ({ form }: PaperHead): PaperForm => form ?? FIRST_FORM;

/** The same document in the languages of the law, apart and together. */
export type Papers = Readonly<Record<PaperLanguage, Paper>>;

/** The paper as plain text, the QR as its address: for mail, tests and copying. */
export function paperText(paper: Paper): string {
  const texts = paper.lines.map((line) => line.text);
  if (paper.qr) texts.splice(paper.qr.afterLine, 0, paper.qr.text);
  return texts.join("\n");
}
