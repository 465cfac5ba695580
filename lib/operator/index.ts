export { TARIFFS, tariffOf } from "./core/tariffs";
export { addRegister } from "./ops/add-register";
export { addTradingPoint } from "./ops/add-trading-point";
export { admitCheck } from "./ops/admit-check";
export { chooseTariff } from "./ops/choose-tariff";
export type { OperatorError } from "./ops/error";
export { issueToken } from "./ops/issue-token";
export { seedStaff } from "./ops/seed-staff";
export { signUp } from "./ops/sign-up";
export { blockRegister, deregister, unblockRegister } from "./ops/staff";
export { editUser, noteVisit } from "./ops/users";
export { reportPaper } from "./print/report-paper";
export { type TicketFacts, ticketPaper } from "./print/ticket-paper";
export { receiptByCheck } from "./queries/check";
export {
  type AccountEntry,
  accountEntries,
  accountSummary,
  clientView,
} from "./queries/client";
export {
  type DocumentRow,
  documentById,
  documentList,
  reportView,
  shiftList,
} from "./queries/documents";
export { type ExchangeRow, exchangeList } from "./queries/exchanges";
export {
  type PointView,
  REGISTER_FILTERS,
  type RegisterView,
  registerById,
  registerFile,
  tradingPoints,
} from "./queries/registers";
export { type StaffRegister, staffRegister, staffRegisters } from "./queries/staff";
export { userByNumber, users } from "./queries/users";
