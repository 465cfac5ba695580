export { PAYMENT_TYPES, type PaymentType, type ReceiptKind, VAT_KINDS, type VatKind } from "./core/kinds";
export { type Paper, type PaperLanguage, type PaperLine, type Papers, paperText } from "./print/paper";
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
