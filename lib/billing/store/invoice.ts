import { systemClock, systemRandomness } from "@/lib/config";
import type { Tx } from "@/lib/db";
import { type Day, newId, present, type Tiyn, tiyn } from "@/lib/kernel";
import { dateOf, dayOfDate } from "./dates";

/** Who pays, as the invoice names them. */
export type Payer = {
  readonly kind: "legal_entity" | "entrepreneur";
  readonly xin: string;
  readonly name: string;
  readonly legalAddress: string;
  readonly contract: { readonly number: string; readonly date: Day };
};

export type StoredInvoice = {
  readonly tenantId: string;
  readonly id: string;
  readonly number: string;
  readonly amountTiyn: Tiyn;
  readonly status: "issued" | "paid";
  readonly payerName: string;
  readonly payerXin: string;
  readonly contract: { readonly number: string; readonly date: Day };
  readonly fileId: string;
  readonly issuedAt: Date;
  readonly paidAt: Date | null;
};

type Row = NonNullable<Awaited<ReturnType<Tx["invoice"]["findFirst"]>>>;

/** Turns a stored row into an invoice. */
export const toInvoice = (row: Row): StoredInvoice => ({
  ...{ tenantId: row.tenantId, id: row.id, payerName: row.payerName, payerXin: row.payerXin, fileId: row.fileId },
  ...{ issuedAt: row.issuedAt, paidAt: row.paidAt },
  number: row.number.toString(),
  amountTiyn: tiyn(row.amountTiyn),
  status: row.status === "paid" ? "paid" : "issued",
  contract: { number: row.contractNumber, date: dayOfDate(row.contractDay) },
});

/** Draws the number of the next invoice. One that is not used leaves a gap, which an invoice may have. */
export async function drawInvoiceNumber(tx: Tx): Promise<string> {
  const rows = await tx.$queryRaw<{ number: bigint }[]>`SELECT nextval('cabinet.invoice_number_seq') AS number`;
  return present(rows[0], "a sequence answers").number.toString();
}

/** The invoice that an earlier press of the same form made. */
export async function invoiceByKey(tx: Tx, tenantId: string, key: string): Promise<StoredInvoice | null> {
  const row = await tx.invoice.findUnique({ where: { tenantId_key: { tenantId, key } } });
  return row && toInvoice(row);
}

export type NewInvoice = {
  readonly tenantId: string;
  readonly number: string;
  readonly key: string;
  readonly amountTiyn: Tiyn;
  readonly payer: Payer;
  readonly fileId: string;
  readonly issuedAt: Date;
};

/** Keeps an invoice that waits for its payment. */
export async function insertInvoice(tx: Tx, invoice: NewInvoice): Promise<StoredInvoice> {
  const { tenantId, key, amountTiyn, payer, fileId, issuedAt } = invoice;
  return toInvoice(
    await tx.invoice.create({
      data: {
        ...{ tenantId, key, amountTiyn, fileId, issuedAt, status: "issued" },
        id: newId(systemClock, systemRandomness),
        number: BigInt(invoice.number),
        ...{ payerXin: payer.xin, payerName: payer.name },
        ...{ contractNumber: payer.contract.number, contractDay: dateOf(payer.contract.date) },
      },
    }),
  );
}

/** Takes an invoice of any tenant for the length of the transaction: a second admin waits here. */
export async function lockInvoice(tx: Tx, number: string): Promise<StoredInvoice | null> {
  await tx.$queryRaw`SELECT 1 FROM cabinet.invoice WHERE number = ${BigInt(number)}::bigint FOR UPDATE`;
  const row = await tx.invoice.findUnique({ where: { number: BigInt(number) } });
  return row && toInvoice(row);
}

export type StoredPayment = {
  readonly entryId: string;
  readonly key: string;
  readonly recordedBy: string;
  readonly recordedByName: string;
  readonly recordedAt: Date;
};

/** The payment that an invoice already has. */
export const paymentOf = (tx: Tx, tenantId: string, invoiceId: string): Promise<StoredPayment | null> =>
  tx.bankPayment.findUnique({
    where: { tenantId_invoiceId: { tenantId, invoiceId } },
    select: { entryId: true, key: true, recordedBy: true, recordedByName: true, recordedAt: true },
  });

export type NewPayment = {
  readonly tenantId: string;
  readonly invoiceId: string;
  readonly key: string;
  readonly amountTiyn: Tiyn;
  readonly bankDocument: string;
  readonly paidOn: Day;
  readonly entryId: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly recordedByName: string;
};

/** Keeps the bank's payment and marks its invoice paid. */
export async function insertPayment(tx: Tx, payment: NewPayment): Promise<void> {
  const { tenantId, invoiceId, recordedAt } = payment;
  await tx.bankPayment.create({
    data: { ...payment, id: newId(systemClock, systemRandomness), paidOn: dateOf(payment.paidOn) },
    select: { id: true },
  });
  await tx.invoice.update({
    where: { tenantId_id: { tenantId, id: invoiceId } },
    data: { status: "paid", paidAt: recordedAt },
    select: { id: true },
  });
}
