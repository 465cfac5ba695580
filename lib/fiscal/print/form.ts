import type { PrinterSetting } from "./escpos";
import { PAPER_LANGUAGES, PAPER_SIZES, type PaperLanguage, type PaperSize } from "./paper";

/**
 * What a document is wanted as: a PDF for people, or bytes for a receipt printer. What is left out is as it was printed; the printer is
 * then the register's. A sheet of A4 has no printer bytes.
 */
export type DocumentForm = {
  readonly as: "pdf" | "escpos";
  readonly size?: PaperSize;
  readonly language?: PaperLanguage;
  readonly copy?: boolean;
  readonly printer?: PrinterSetting;
};

/** Reads the address of a file, `?as=escpos&size=58&lang=both&copy=1`. Null for what there is none of. */
export function readDocumentForm(asked: URLSearchParams): DocumentForm | null {
  const [as, size, language] = [asked.get("as") ?? "pdf", asked.get("size"), asked.get("lang")];
  const known = {
    as: (["pdf", "escpos"] as const).find((each) => each === as),
    size: PAPER_SIZES.find((each) => each === size),
    language: PAPER_LANGUAGES.find((each) => each === language),
  };
  if (!known.as || (size !== null && !known.size) || (language !== null && !known.language)) return null;
  return {
    ...{ as: known.as, copy: asked.get("copy") === "1" },
    ...(known.size ? { size: known.size } : {}),
    ...(known.language ? { language: known.language } : {}),
  };
}
