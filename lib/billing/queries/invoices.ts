import { type Prisma, withSystem, withTenant } from "@/lib/db";
import { readFile, type StoredFile } from "@/lib/files";
import { isId, limits, type Tiyn } from "@/lib/kernel";
import { type StoredInvoice, toInvoice } from "../store/invoice";
import { balanceTiyn } from "../store/ledger";

/** What the client may spend now. */
export const accountBalance = (tenantId: string): Promise<Tiyn> =>
  withTenant(tenantId, (tx) => balanceTiyn(tx, tenantId));

export type InvoiceList = { readonly rows: readonly StoredInvoice[]; readonly total: number };

/** Invoices of an organisation, newest first. */
export async function invoiceList(
  tenantId: string,
  page: { readonly rows: number; readonly skip?: number },
): Promise<InvoiceList> {
  return withTenant(tenantId, async (tx) => {
    const where = { tenantId };
    const rows = await tx.invoice.findMany({
      where,
      orderBy: { number: "desc" },
      skip: page.skip ?? 0,
      take: Math.min(page.rows, limits.tablePageRowsMax),
    });
    return { rows: rows.map(toInvoice), total: await tx.invoice.count({ where }) };
  });
}

/** The PDF of an invoice of this organisation, or null. */
export async function invoiceFile(tenantId: string, invoiceId: string): Promise<StoredFile | null> {
  if (!isId(invoiceId)) return null;
  return withTenant(tenantId, async (tx) => {
    const invoice = await tx.invoice.findUnique({
      where: { tenantId_id: { tenantId, id: invoiceId } },
      select: { fileId: true },
    });
    return invoice && readFile(tx, tenantId, invoice.fileId);
  });
}

export type PaymentFilter = {
  readonly search: string;
  readonly status: "all" | "issued" | "paid";
  /** From 1. */
  readonly page: number;
  readonly pageRows: number;
};

export type InvoiceOfAnyone = StoredInvoice & {
  readonly payment: { readonly bankDocument: string; readonly byName: string; readonly at: Date } | null;
};

export type PaymentList = {
  readonly rows: readonly InvoiceOfAnyone[];
  readonly total: number;
  readonly counts: Readonly<Record<PaymentFilter["status"], number>>;
};

const found = (search: string): Prisma.InvoiceWhereInput => {
  const words = search.trim().slice(0, 200);
  if (!words) return {};
  const number = /^\d{1,12}$/.test(words) ? [{ number: BigInt(words) }] : [];
  return {
    OR: [{ payerName: { contains: words, mode: "insensitive" } }, { payerXin: { startsWith: words } }, ...number],
  };
};

/** Invoices of all organisations, for the admin who reads the bank's statement. Waiting ones first. */
export async function invoicesOfEveryone(filter: PaymentFilter): Promise<PaymentList> {
  const searched = found(filter.search);
  const where: Prisma.InvoiceWhereInput =
    filter.status === "all" ? searched : { AND: [searched, { status: filter.status }] };
  const take = Math.min(Math.max(1, filter.pageRows), limits.tablePageRowsMax);
  return withSystem(async (tx) => {
    const total = await tx.invoice.count({ where });
    const page = Math.min(Math.max(1, filter.page), Math.max(1, Math.ceil(total / take)));
    const rows = await tx.invoice.findMany({
      where,
      include: { payment: { select: { bankDocument: true, recordedByName: true, recordedAt: true } } },
      orderBy: [{ status: "asc" }, { number: "desc" }],
      skip: (page - 1) * take,
      take,
    });
    const perStatus = await tx.invoice.groupBy({ by: ["status"], _count: true });
    const count = (status: string): number => perStatus.find((row) => row.status === status)?._count ?? 0;
    return {
      rows: rows.map(({ payment, ...row }) => ({
        ...toInvoice(row),
        payment: payment && {
          ...{ bankDocument: payment.bankDocument, byName: payment.recordedByName, at: payment.recordedAt },
        },
      })),
      total,
      counts: { all: count("issued") + count("paid"), issued: count("issued"), paid: count("paid") },
    };
  });
}

/** Whose invoice it is, for the admin's act. Null where there is none. */
export async function tenantOfInvoice(number: string): Promise<string | null> {
  const where = { number: BigInt(number) };
  const row = await withSystem((tx) => tx.invoice.findUnique({ where, select: { tenantId: true } }));
  return row?.tenantId ?? null;
}
