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
export type { Papers } from "./print/paper";
export { documents, receiptView, reportView, shifts } from "./queries/documents";
export { tillState } from "./queries/till-state";
export type { Allowed, DocumentRow, DocumentView, Issued, ReceiptView, ShiftRow, TillState } from "./queries/views";
