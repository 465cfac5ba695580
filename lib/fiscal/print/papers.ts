import { type FiscalDocument, isReceiptBody, type PaperHead } from "../core/document";
import type { Report } from "../core/report";
import type { Paper, PaperLanguage, Papers } from "./paper";
import { type PrintedOutcome, placementPaper, receiptPaper } from "./receipt-paper";
import { reportPaper } from "./report-paper";

function paperOf(document: FiscalDocument, known: PrintedOutcome, language: PaperLanguage): Paper {
  const { body } = document;
  if (body.kind === "z_report") return reportPaper(body.report, body.head, language);
  return isReceiptBody(body)
    ? receiptPaper(document, body, known, language)
    : placementPaper(document, body, known, language);
}

/** The papers of a document, made of what was frozen with it: a reprint says what the first print said. */
export const papersOf = (document: FiscalDocument, known: PrintedOutcome): Papers => ({
  ru: paperOf(document, known, "ru"),
  kk: paperOf(document, known, "kk"),
});

/** The papers of an X-report. */
export const xPapers = (report: Report, head: PaperHead): Papers => ({
  ru: reportPaper(report, head, "ru"),
  kk: reportPaper(report, head, "kk"),
});
