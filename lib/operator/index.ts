export type { DocumentKind } from "./core/book";
export type { RegisterStatus } from "./core/status";
export { type Connection, TARIFFS, type Tariff, tariffOf } from "./core/tariffs";
export { addRegister } from "./ops/add-register";
export { addTradingPoint } from "./ops/add-trading-point";
export { admitCheck } from "./ops/admit-check";
export { chooseTariff } from "./ops/choose-tariff";
export type { OperatorError } from "./ops/error";
export { issueToken } from "./ops/issue-token";
export { signUp } from "./ops/sign-up";
export { editUser, noteVisit } from "./ops/users";
export type { Paper, PaperLanguage } from "./print/paper";
export { reportPaper } from "./print/report-paper";
export { type TicketFacts, ticketPaper } from "./print/ticket-paper";
export { receiptByCheck } from "./queries/check";
export {
  type AccountEntry,
  type AccountSummary,
  accountEntries,
  accountSummary,
  type ClientView,
  clientView,
} from "./queries/client";
export {
  type DocumentRow,
  type DocumentView,
  documentById,
  documentList,
  type ReportView,
  reportView,
  type ShiftRow,
  shiftList,
} from "./queries/documents";
export {
  type PointView,
  REGISTER_FILTERS,
  type RegisterFile,
  type RegisterFilter,
  type RegisterView,
  registerById,
  registerFile,
  tradingPoints,
} from "./queries/registers";
export { type UserView, userByNumber, users } from "./queries/users";
