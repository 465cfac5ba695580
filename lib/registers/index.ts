export { addressLine, type RegisterAddress } from "./core/address";
export type { BlockCause } from "./core/blocks";
export { CARD_FIELDS, type CardField, type Marks } from "./core/card";
export { blocksAt, type RegisterState, registerCan, type SellError } from "./core/guards";
export { paidUntilNext } from "./core/period";
export type { RegisterStatus } from "./core/status";
export type { AlreadyDecided, RegistersError } from "./errors";
export type { RegisterSettings } from "./input";
export { registersJobs } from "./jobs";
export { approveCard } from "./ops/approve-card";
export {
  createCashier,
  disableCashier,
  enableCashier,
  type NewPassword,
  resetCashierPassword,
  setCashierAccess,
} from "./ops/cashiers";
export { changeSettings } from "./ops/change-settings";
export { createRegister } from "./ops/create-register";
export { type IssuedCard, issueDemoCard } from "./ops/demo-tax-office";
export { prolongRegister } from "./ops/prolong";
export { rejectCard } from "./ops/reject-card";
export { setOfdVersion } from "./ops/set-ofd-version";
export { signApplication } from "./ops/sign-application";
export { type Scan, uploadCard } from "./ops/upload-card";
export { type AdminRegisterRow, allRegisters } from "./queries/all";
export { type CashierRow, cashierList, cashierView, profileCounts, registersOfCashier } from "./queries/cashiers";
export { type DemoApplication, demoApplications, demoCardFile } from "./queries/demo-tax-office";
export {
  REGISTER_SORTS,
  type RegisterFilter,
  type RegisterList,
  type RegisterSort,
  registerExport,
  registerList,
  registerMenu,
  registerRow,
} from "./queries/list";
export {
  type CardFields,
  type ModerationCard,
  type ModerationEvent,
  type ModerationPace,
  moderationCard,
  moderationCount,
  moderationPace,
  moderationQueue,
  moderationScan,
  type QueueRow,
} from "./queries/moderation";
export { type NamedRegister, registersNamed } from "./queries/named";
export type { RegisterRow } from "./queries/rows";
export { registerSettingsOf } from "./queries/settings";
export { applicationFile, type CardView, cardScan, type RegisterView, registerView, taxPackage } from "./queries/view";
export { cashierMaySell, type OfdLink, type RegisterProfile, registerProfile } from "./store/profile";
export { decryptOfdToken, encryptOfdToken } from "./store/token";
