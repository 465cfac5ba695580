export { addressLine, type RegisterAddress } from "./core/address";
export { BLOCK_CAUSES, type BlockCause } from "./core/blocks";
export { blocksAt, needsProlonging, type RegisterState, registerCan, type SellError } from "./core/guards";
export type { RegisterStatus } from "./core/status";
export { tokenTail } from "./core/token";
export { type CashierRow, cashierList, profileCounts, registersOfCashier } from "./queries/cashiers";
export {
  REGISTER_SORTS,
  type RegisterFilter,
  type RegisterList,
  type RegisterSort,
  registerExport,
  registerList,
  registerMenu,
} from "./queries/list";
export type { RegisterRow } from "./queries/rows";
export { addBlock, liftBlock } from "./store/blocks";
export { cashierMaySell, type OfdLink, type RegisterProfile, registerProfile } from "./store/profile";
export { decryptOfdToken, encryptOfdToken } from "./store/token";
