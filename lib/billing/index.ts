import type { JobHandlers } from "@/lib/jobs";
import type { TopUpError } from "./core/top-up";
import type { NotEnough } from "./ops/charge";
import { checkLedgers } from "./ops/check-ledgers";
import type { RecordPaymentError } from "./ops/record-payment";
import type { ReverseEntryError } from "./ops/reverse-entry";

export type { LedgerComment } from "./core/comment";
export { type Offer, offers, tariff, tariffs } from "./core/tariffs";
export { charge, type NotEnough } from "./ops/charge";
export { checkLedgers } from "./ops/check-ledgers";
export { createInvoice } from "./ops/create-invoice";
export { recordPayment } from "./ops/record-payment";
export { reverseEntry } from "./ops/reverse-entry";
export {
  accountBalance,
  type InvoiceList,
  type InvoiceOfAnyone,
  invoiceFile,
  invoiceList,
  invoicesOfEveryone,
  tenantOfInvoice,
} from "./queries/invoices";
export {
  TRANSACTION_SORTS,
  type TransactionFilter,
  type TransactionList,
  type TransactionRow,
  transactionExport,
  transactionList,
} from "./queries/transactions";
export type { Payer } from "./store/invoice";
export { balanceTiyn } from "./store/ledger";

/** Every refusal of this room. */
export type BillingError = NotEnough | TopUpError | RecordPaymentError | ReverseEntryError;

/** Jobs of this room, for the worker; `billing.check_ledgers` is nightly. */
export const billingJobs: JobHandlers = {
  "billing.check_ledgers": async () => {
    await checkLedgers();
  },
};
