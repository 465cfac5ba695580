import type { PrinterSetting } from "./escpos";
import { PAPER_LANGUAGES, PAPER_SIZES, type PaperLanguage, type PaperSize } from "./paper";

/** What a document is wanted as: a PDF for people, or bytes for a receipt printer. A sheet of A4 has no printer bytes. */
export type DocumentForm =
  | { readonly as: "pdf"; readonly size: PaperSize; readonly language: PaperLanguage; readonly copy?: boolean }
  | {
      readonly as: "escpos";
      readonly size: Exclude<PaperSize, "a4">;
      readonly language: PaperLanguage;
      readonly copy?: boolean;
      readonly printer?: PrinterSetting;
    };

/** Reads the address of a file, `?as=escpos&size=58&lang=both`. What is left out has its default; null for what there is none of. */
export function readDocumentForm(
  asked: URLSearchParams,
  defaults: { size: PaperSize; language: PaperLanguage },
): DocumentForm | null {
  const pick = <T extends string>(name: string, among: readonly T[], otherwise: T): T | undefined => {
    const value = asked.get(name);
    return value === null ? otherwise : among.find((each) => each === value);
  };
  const as = pick("as", ["pdf", "escpos"], "pdf");
  const size = pick("size", PAPER_SIZES, defaults.size);
  const language = pick("lang", PAPER_LANGUAGES, defaults.language);
  if (!as || !size || !language) return null;
  const copy = asked.get("copy") === "1";
  if (as === "pdf") return { as, size, language, copy };
  return size === "a4" ? null : { as, size, language, copy };
}
