export { startDispatcher } from "./dispatcher";
export {
  closeShift,
  issuePaperReturn,
  issueReceipt,
  issueReturn,
  openShift,
  placeCash,
  settleHeld,
  takeNewToken,
  takeXReport,
} from "./doors";
export type { FiscalError } from "./error";
export { fiscalJobs } from "./jobs";
export { type DocumentForm, readDocumentForm } from "./print/form";
export type { PaperLanguage, PaperSize, Papers } from "./print/paper";
export { type DocumentFile, documentFile } from "./queries/document-file";
export { documents, receiptView, reportView, shifts } from "./queries/documents";
export { tillState } from "./queries/till-state";
export type { Allowed, DocumentRow, DocumentView, Issued, ReceiptView, ShiftRow, TillState } from "./queries/views";
export { readReceiptToken, receiptPath } from "./receipt-link";
