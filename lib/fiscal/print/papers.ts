import { type FiscalDocument, isReceiptBody, type PaperHead } from "../core/document";
import type { Report } from "../core/report";
import { formOf, type Paper, type PaperLanguage, type PaperSize, type Papers } from "./paper";
import { type PrintedOutcome, placementPaper, receiptPaper } from "./receipt-paper";
import { reportPaper } from "./report-paper";
import { paperStyle } from "./style";

const inAll = (make: (language: PaperLanguage) => Paper): Papers => ({
  ru: make("ru"),
  kk: make("kk"),
  both: make("both"),
});

/** The paper of a document, made of what was frozen with it: a reprint says what the first print said. */
export function paperOf(
  document: FiscalDocument,
  known: PrintedOutcome,
  size: PaperSize,
  language: PaperLanguage,
): Paper {
  const { body } = document;
  const style = paperStyle(size, language);
  if (body.kind === "z_report") return reportPaper(body.report, body.head, style);
  return isReceiptBody(body)
    ? receiptPaper(document, body, known, style)
    : placementPaper(document, body, known, style);
}

/** The same in every language, as wide as it was printed unless another width is asked for. */
export const papersOf = (
  document: FiscalDocument,
  known: PrintedOutcome,
  size: PaperSize = formOf(document.body.head).size,
): Papers => inAll((language) => paperOf(document, known, size, language));

/** The papers of an X-report. */
export const xPapers = (report: Report, head: PaperHead, size: PaperSize = formOf(head).size): Papers =>
  inAll((language) => reportPaper(report, head, paperStyle(size, language)));
