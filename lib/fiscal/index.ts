export { startDispatcher } from "./dispatcher";
export {
  closeAlarm,
  closeShift,
  giveUpKey,
  issuedByKey,
  issuePaperReturn,
  issueReceipt,
  issueReturn,
  lookUpGood,
  openShift,
  placeCash,
  settleHeld,
  takeNewToken,
  takeXReport,
  withdrawnBy,
} from "./doors";
export type { FiscalError } from "./error";
export { fiscalJobs } from "./jobs";
export { checkerBytes, exportJournal, type JournalView, journalView, verifyRegister } from "./journal";
export { sendReceipt } from "./ops/send-receipt";
export { type DocumentForm, readDocumentForm } from "./print/form";
export type { PaperLanguage, PaperSize, Papers } from "./print/paper";
export { type AlarmView, alarmsOf, registerAlarms, zDifferences } from "./queries/alarms";
export {
  controlTape,
  controlTapeTotals,
  findDocuments,
  type TapeFilter,
  type TapeRow,
  type TapeTotals,
} from "./queries/control-tape";
export { type DocumentFile, documentFile } from "./queries/document-file";
export { receiptView, reportView, shifts } from "./queries/documents";
export { type BasisRow, type BasisSearch, type FoundBasis, findBasis } from "./queries/find-basis";
export { type LastShift, lastShift } from "./queries/last-shift";
export { type Takings, takings } from "./queries/takings";
export { type TenantShift, tenantShifts } from "./queries/tenant-shifts";
export { tillState } from "./queries/till-state";
export type {
  Allowed,
  DocumentRow,
  DocumentView,
  Issued,
  LineView,
  ReceiptView,
  ShiftRow,
  TillState,
} from "./queries/views";
export { readReceiptToken, receiptPath } from "./receipt-link";
