import { Download, Wallet } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { type Column, DataTable, type SearchParams } from "@/components/table";
import { Card, CardHeader } from "@/components/ui/card";
import {
  accountBalance,
  type InvoiceList,
  invoiceList,
  type TransactionList,
  type TransactionRow,
  transactionList,
} from "@/lib/billing";
import { env } from "@/lib/config";
import { query } from "@/lib/http";
import { formatDate, formatDateTime, formatMoney, type Locale, type Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { tiyn } from "@/lib/kernel";
import { registerMenu } from "@/lib/registers";
import { AccountCard } from "./account-card";
import { PeriodForm } from "./period-form";
import { transactionFilter, transactionTable } from "./table";
import { TopUpForm } from "./top-up-form";
import { commentOf, methodOf, signedKzt } from "./words";

const PATH = "/cabinet/billing";
const INVOICES_SHOWN = 5;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("billing"))("title") };
}

export default async function BillingPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("billing");
  const table = transactionTable(await searchParams);
  const { balance, registers, invoices, transactions } = await query(
    { realm: "cabinet", can: "billing" },
    async ({ tenantId }) => ({
      balance: await accountBalance(tenantId),
      registers: await registerMenu(tenantId),
      invoices: await invoiceList(tenantId, { rows: INVOICES_SHOWN }),
      transactions: await transactionList(tenantId, transactionFilter(table)),
    }),
  );
  return (
    <I18nProvider locale={await requestLocale()} messages={await clientMessages("billing")}>
      <PageHeader title={t("title")} />
      <div className="space-y-4">
        <div className="grid gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
          <AccountCard balance={balance} registers={registers} />
          <Card>
            <TopUpForm />
          </Card>
        </div>
        <Invoices list={invoices} />
        <Transactions list={transactions} table={table} />
      </div>
    </I18nProvider>
  );
}

/** «Счета»: the latest ones with their state and PDF. */
async function Invoices({ list }: { list: InvoiceList }) {
  const t = await getT("billing");
  return (
    <Card>
      <CardHeader title={t("invoices")} />
      {list.rows.length === 0 && <p className="px-5 py-4 text-muted-foreground max-md:px-4">{t("noInvoices")}</p>}
      <ul className="divide-y">
        {list.rows.map((invoice) => (
          <li key={invoice.id} className="num flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-2.5 max-md:px-4">
            <span className="font-medium">{t("invoiceNumber", { number: invoice.number })}</span>
            <span className="text-muted-foreground">{formatDate(invoice.issuedAt)}</span>
            <StatusBadge machine="invoice" status={invoice.status} />
            <span className="ml-auto font-medium">{formatMoney(invoice.amountTiyn)}</span>
            <a
              href={`${PATH}/invoices/${invoice.id}`}
              target="_blank"
              rel="noreferrer"
              aria-label={t("pdfOf", { number: invoice.number })}
              className="inline-flex items-center gap-1.5 text-muted-foreground hover:text-foreground max-md:min-h-11"
            >
              <Download className="size-4" aria-hidden="true" />
              {t("pdf")}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Table = ReturnType<typeof transactionTable>;

/** «Транзакции»: every movement, with the balance after it. */
async function Transactions({ list, table }: { list: TransactionList; table: Table }) {
  const t = await getT("billing");
  const locale = await requestLocale();
  const sum = tiyn(list.receivedTiyn - list.spentTiyn);
  return (
    <section aria-labelledby="transactions">
      <h2 id="transactions" className="mb-2 text-body font-semibold">
        {t("transactions")}
      </h2>
      <DataTable
        caption={t("transactions")}
        path={PATH}
        query={table}
        rows={list.rows}
        total={list.total}
        rowKey={(row) => row.id}
        search={t("search")}
        toolbar={<PeriodForm from={table.filters.from} to={table.filters.to} />}
        exportHref={`${PATH}/export`}
        columns={columnsOf(t, locale)}
        totals={{
          label: t("total"),
          cells: {
            sum: signedKzt(sum),
            comment: (
              <span className="block text-left font-normal text-muted-foreground">
                {t("totalText", {
                  received: signedKzt(list.receivedTiyn, false),
                  spent: signedKzt(list.spentTiyn, false),
                })}
              </span>
            ),
          },
        }}
        empty={<EmptyState icon={<Wallet />} title={t("empty")} text={t("emptyText")} />}
      />
    </section>
  );
}

const columnsOf = (t: Translate<"billing">, locale: Locale): readonly Column<TransactionRow>[] => [
  {
    key: "id",
    title: t("id"),
    sort: "number",
    cell: (row) => row.number,
    className: "num text-muted-foreground",
    card: "line",
  },
  {
    key: "sum",
    title: t("sum"),
    sort: "sum",
    align: "right",
    card: "side",
    cell: (row) => (
      <span className={row.sumTiyn > 0n ? "font-medium text-success-text" : "font-medium"}>
        {signedKzt(row.sumTiyn)}
      </span>
    ),
  },
  {
    key: "method",
    title: t("method"),
    sort: "method",
    cell: (row) => methodOf(row, t, env().PRODUCT_CABINET_NAME),
    card: "title",
  },
  {
    key: "comment",
    title: t("comment"),
    sort: "comment",
    cell: (row) => {
      const { text, detail } = commentOf(row, locale);
      return (
        <>
          {text}
          {detail && <span className="block text-caption text-muted-foreground">{detail}</span>}
        </>
      );
    },
  },
  {
    key: "at",
    title: t("at"),
    sort: "at",
    cell: (row) => formatDateTime(row.at),
    className: "num whitespace-nowrap text-muted-foreground",
  },
  { key: "rest", title: t("rest"), align: "right", cell: (row) => signedKzt(row.balanceTiyn, false) },
];
