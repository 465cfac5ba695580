export { type ContractInput, contractPdf } from "./contract";
export { type InvoiceInput, invoicePdf } from "./invoice";
export type { Client, ContractReference } from "./parties";
export {
  DEMO_TAX_OFFICER,
  type RegistrationCardInput,
  registrationCardPdf,
  registrationCardPng,
} from "./registration-card";
export { type Raster, type Tape, tapePdf, tapeRaster } from "./tape";
export { type TaxApplicationInput, taxApplicationPdf } from "./tax-application";
export { TAX_PACKAGE_FILES, type TaxPackageInput, taxPackageZip } from "./tax-package";
