import { CalendarClock, FileText, Settings } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState, Facts, PageHeader } from "@/components/layout";
import { DataTable, readTableQuery, type SearchParams, SimpleTable, type TableQuery } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { query } from "@/lib/http";
import { formatDateTime, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import {
  type DocumentRow,
  documentList,
  exchangeList,
  type RegisterView,
  registerById,
  shiftList,
} from "@/lib/operator";
import { ExchangeTable } from "../../../exchange-table";
import { DOCUMENT_FILTERS, documentColumns } from "../../documents/table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("settings.register") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function RegisterPage({ params, searchParams }: Props) {
  const id = Number((await params).id);
  const asked = await searchParams;
  const tab = asked.tab === "shifts" || asked.tab === "exchanges" ? asked.tab : "documents";
  const register = await query({ realm: "ofd" }, ({ tenantId }) => registerById(tenantId, id));
  if (!register) notFound();
  const t = await getT("operator");
  const path = `/ofd/registers/${id}`;
  return (
    <>
      <PageHeader
        title={register.name}
        text={`${register.model} – ${t("registers.serial", { number: register.factoryNumber })}, id: ${id}`}
        crumbs={[
          { href: "/ofd/registers", label: t("registers.title") },
          { href: `/ofd/registers?q=${encodeURIComponent(register.point.name)}`, label: register.point.name },
        ]}
        actions={
          <ButtonLink href={`${path}/settings`} icon={<Settings className="size-4" aria-hidden="true" />}>
            {t("registers.settings")}
          </ButtonLink>
        }
      />
      {register.status === "blocked" && (
        <Alert tone="danger" className="mb-5" title={t("registers.blocked")}>
          {t("register.blockedText", { reason: register.blockReason ?? "" })}
        </Alert>
      )}
      <Standing register={register} />
      <Tabs
        label={register.name}
        tabs={[
          {
            href: path,
            label: t("register.documents"),
            count: Number(register.documents),
            current: tab === "documents",
          },
          { href: `${path}?tab=shifts`, label: t("register.shifts"), current: tab === "shifts" },
          { href: `${path}?tab=exchanges`, label: t("exchanges.tab"), current: tab === "exchanges" },
        ]}
      />
      <div className="mt-4">
        {tab === "documents" && <Documents id={id} path={path} asked={asked} />}
        {tab === "shifts" && <Shifts id={id} path={path} />}
        {tab === "exchanges" && <Exchanges id={id} />}
      </div>
    </>
  );
}

/** How the register stands in the operator's book. */
async function Standing({ register }: { register: RegisterView }) {
  const t = await getT("operator");
  const { shift, seenAt } = register;
  const state =
    shift?.open && shift.openedAt
      ? t("register.open", { time: formatDateTime(shift.openedAt) })
      : t("register.closedShift");
  const figure = (sum: Parameters<typeof formatMoney>[0]) => <span className="num">{formatMoney(sum)}</span>;
  return (
    <Card className="mb-5">
      <Facts
        items={[
          {
            label: t("register.shiftNow"),
            value: shift
              ? `${t("registers.shift", { number: String(shift.number) })}, ${state}`
              : t("registers.noShifts"),
          },
          ...(shift
            ? [
                { label: t("register.shiftSales"), value: figure(shift.salesTiyn) },
                { label: t("register.shiftReturns"), value: figure(shift.returnsTiyn) },
              ]
            : []),
          { label: t("register.cash"), value: figure(register.cashTiyn) },
          { label: t("register.seen"), value: seenAt ? formatDateTime(seenAt) : t("register.never") },
        ]}
      />
    </Card>
  );
}

type DocumentQuery = TableQuery<"received", { kind: "all" | DocumentRow["kind"] }>;

async function Documents({ id, path, asked }: { id: number; path: string; asked: SearchParams }) {
  const t = await getT("operator");
  const table: DocumentQuery = readTableQuery(asked, {
    sorts: ["received"],
    sort: "received",
    descending: true,
    filters: { kind: DOCUMENT_FILTERS },
    pageRows: 25,
  });
  const { page, pageRows, filters } = table;
  const list = await query({ realm: "ofd" }, ({ tenantId }) =>
    documentList(tenantId, { registerId: id, kind: filters.kind, page, pageRows }),
  );
  return (
    <DataTable
      caption={t("register.documents")}
      path={path}
      query={table}
      total={list.total}
      rows={list.rows}
      rowKey={(row) => row.id}
      columns={await documentColumns(false)}
      href={(row) => `/ofd/documents/${row.id}`}
      filters={[
        {
          name: "kind",
          label: t("documents.kind"),
          options: DOCUMENT_FILTERS.map((kind) => ({
            value: kind,
            label: kind === "all" ? t("documents.allKinds") : t(`documents.kinds.${kind}`),
          })),
        },
      ]}
      empty={
        <EmptyState icon={<FileText />} title={t("register.emptyDocuments")} text={t("register.emptyDocumentsText")} />
      }
    />
  );
}

async function Exchanges({ id }: { id: number }) {
  return <ExchangeTable rows={await query({ realm: "ofd" }, ({ tenantId }) => exchangeList(tenantId, id))} />;
}

async function Shifts({ id, path }: { id: number; path: string }) {
  const t = await getT("operator");
  const rows = await query({ realm: "ofd" }, ({ tenantId }) => shiftList(tenantId, id));
  const moment = (date: Date | null) => date && <span className="num">{formatDateTime(date)}</span>;
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState
          icon={<CalendarClock />}
          title={t("register.emptyShifts")}
          text={t("register.emptyDocumentsText")}
        />
      </Card>
    );
  return (
    <SimpleTable
      caption={t("register.shifts")}
      rows={rows}
      rowKey={(row) => String(row.number)}
      columns={[
        {
          key: "number",
          title: t("register.shiftNumber"),
          card: "title",
          cell: (row) => <span className="num">{row.number}</span>,
        },
        { key: "opened", title: t("register.opened"), cell: (row) => moment(row.openedAt) },
        { key: "closed", title: t("register.closed"), cell: (row) => moment(row.closedAt) },
        { key: "documents", title: t("register.shiftDocuments"), align: "right", cell: (row) => row.documents },
        { key: "sales", title: t("register.shiftSales"), align: "right", cell: (row) => formatMoney(row.salesTiyn) },
        {
          key: "returns",
          title: t("register.shiftReturns"),
          align: "right",
          cell: (row) => formatMoney(row.returnsTiyn),
        },
        {
          key: "report",
          title: t("register.report"),
          align: "right",
          card: "side",
          cell: (row) => (
            <ButtonLink size="sm" href={`${path}/report/${row.closedAt ? row.number : "x"}`}>
              {row.closedAt ? "Z" : "X"}
            </ButtonLink>
          ),
        },
      ]}
    />
  );
}
