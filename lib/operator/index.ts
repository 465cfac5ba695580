export { addRegister } from "./ops/add-register";
export { addTradingPoint } from "./ops/add-trading-point";
export { chooseTariff } from "./ops/choose-tariff";
export type { OperatorError } from "./ops/error";
export { issueToken } from "./ops/issue-token";
