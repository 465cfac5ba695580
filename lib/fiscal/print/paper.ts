/** One line of paper. `big` is half again as tall; the text is already laid out for the columns of its paper. */
export type PaperLine = { readonly text: string; readonly bold?: boolean; readonly big?: boolean };

/** A printed form: lines, and where the QR stands (after that many lines). */
export type Paper = {
  readonly columns: number;
  readonly lines: readonly PaperLine[];
  readonly qr: { readonly text: string; readonly afterLine: number } | null;
};

export type PaperLanguage = "ru" | "kk";
/** The same document in both languages of the law. */
export type Papers = Readonly<Record<PaperLanguage, Paper>>;

/** The paper as plain text, the QR as its address: for mail, tests and copying. */
export function paperText(paper: Paper): string {
  const texts = paper.lines.map((line) => line.text);
  if (paper.qr) texts.splice(paper.qr.afterLine, 0, paper.qr.text);
  return texts.join("\n");
}
