import { Banknote } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { type Column, DataTable, readTableQuery, type SearchParams } from "@/components/table";
import { CopyText } from "@/components/ui/copy-text";
import { type InvoiceOfAnyone, invoicesOfEveryone } from "@/lib/billing";
import { systemClock } from "@/lib/config";
import { query } from "@/lib/http";
import { formatDate, formatDateTime, formatMoney } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { RecordPayment } from "./record-payment";

const STATUSES = ["all", "issued", "paid"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("admin"))("payments.title") };
}

/** The administration's way from the bank's statement to the client's balance. */
export default async function PaymentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("admin");
  const table = readTableQuery(await searchParams, {
    sorts: ["number"],
    sort: "number",
    filters: { status: STATUSES },
  });
  const { search, page, pageRows, filters } = table;
  const list = await query({ realm: "cabinet", can: "payments" }, () =>
    invoicesOfEveryone({ search, page, pageRows, status: filters.status }),
  );
  const today = formatDate(systemClock.now());
  return (
    <I18nProvider locale={await requestLocale()} messages={await clientMessages("admin")}>
      <PageHeader title={t("payments.title")} text={t("payments.text")} />
      <DataTable
        caption={t("payments.title")}
        path="/admin/payments"
        query={table}
        rows={list.rows}
        total={list.total}
        rowKey={(row) => row.id}
        search={t("payments.search")}
        filters={[
          {
            name: "status",
            label: t("payments.status"),
            options: STATUSES.map((value) => ({ value, label: t(`payments.${value}`), count: list.counts[value] })),
          },
        ]}
        columns={columnsOf(t)}
        actions={(row) =>
          row.status === "issued" && (
            <RecordPayment
              number={row.number}
              organization={row.payerName}
              amount={formatMoney(row.amountTiyn)}
              today={today}
            />
          )
        }
        empty={<EmptyState icon={<Banknote />} title={t("payments.empty")} text={t("payments.emptyText")} />}
      />
    </I18nProvider>
  );
}

type Text = Awaited<ReturnType<typeof getT<"admin">>>;

const columnsOf = (t: Text): readonly Column<InvoiceOfAnyone>[] => [
  {
    key: "number",
    title: t("payments.number"),
    cell: (row) => row.number,
    className: "num font-medium",
    card: "line",
  },
  {
    key: "organization",
    title: t("payments.organization"),
    card: "title",
    cell: (row) => (
      <>
        {row.payerName}
        <span className="block">
          <CopyText text={row.payerXin} />
        </span>
      </>
    ),
  },
  {
    key: "amount",
    title: t("payments.amount"),
    align: "right",
    card: "side",
    cell: (row) => formatMoney(row.amountTiyn),
  },
  {
    key: "issuedAt",
    title: t("payments.issuedAt"),
    className: "num",
    cell: (row) => formatDateTime(row.issuedAt),
  },
  {
    key: "status",
    title: t("payments.status"),
    cell: (row) => <StatusBadge machine="invoice" status={row.status} />,
  },
  { key: "payment", title: t("payments.payment"), cell: (row) => paymentOf(row, t) },
];

const paymentOf = ({ payment }: InvoiceOfAnyone, t: Text) =>
  payment && (
    <>
      {t("payments.paymentValue", { document: payment.bankDocument, name: payment.byName })}
      <span className="num block text-caption text-muted-foreground">{formatDateTime(payment.at)}</span>
    </>
  );
