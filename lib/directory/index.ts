export { type Bank, banks } from "./banks";
export { type Locality, localities, searchLocalities } from "./localities";
export type { LocalNames, Names } from "./names";
export { ownRegisterModel, type RegisterModel, registerModels } from "./register-models";
export { type TaxOffice, taxOffice, taxOffices } from "./tax-offices";
export { type Unit, unit, unitCodes, units } from "./units";
export { type VatRate, vatRate, vatRates, vatRatesEver } from "./vat-rates";
