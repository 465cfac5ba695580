export { PAYMENT_TYPES, type PaymentType, type ReceiptKind, VAT_KINDS, type VatKind } from "./core/kinds";
export { type Dispatcher, startDispatcher } from "./dispatcher";
export {
  closeShift,
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
export { type Paper, type PaperLanguage, type PaperLine, type Papers, paperText } from "./print/paper";
export { type DocumentFilter, documents, receiptView, reportView, shifts } from "./queries/documents";
export { tillState } from "./queries/till-state";
export type {
  Allowed,
  DocumentOutcome,
  DocumentRow,
  DocumentView,
  Issued,
  LineView,
  ReceiptView,
  ShiftRow,
  TillState,
  XReportView,
} from "./queries/views";
