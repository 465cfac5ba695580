export { type ContractInput, contractPdf } from "./contract";
export { type InvoiceInput, invoicePdf } from "./invoice";
export type { Client, ContractReference } from "./parties";
