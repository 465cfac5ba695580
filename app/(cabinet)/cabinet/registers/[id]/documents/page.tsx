import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState, PageHeader } from "@/components/layout";
import { DataTable, readTableQuery, type SearchParams } from "@/components/table";
import { controlTape, findDocuments } from "@/lib/fiscal";
import { query } from "@/lib/http";
import { getT, requestLocale } from "@/lib/i18n/server";
import { addressLine, registerRow } from "@/lib/registers";
import { documentColumns } from "../document-columns";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("page.docs") };
}

/** Every document of a register, newest first; a search looks through all of them. */
export default async function DocumentsPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { id } = await params;
  const asked = await searchParams;
  const t = await getT("registers");
  const locale = await requestLocale();
  const table = readTableQuery(asked, {
    sorts: ["number"],
    sort: "number",
    descending: true,
    filters: { sent: ["all", "unsent"] },
    pageRows: 50,
  });
  const shift = /^\d{1,9}$/.test(String(asked.shift ?? "")) ? Number(asked.shift) : undefined;
  const found = await query({ realm: "cabinet", can: "receipts" }, async ({ tenantId }) => ({
    register: await registerRow(tenantId, id),
    list: table.search
      ? { rows: await findDocuments(tenantId, [id], table.search), next: null }
      : await controlTape(
          tenantId,
          [id],
          { unsentOnly: table.filters.sent === "unsent", ...(shift === undefined ? {} : { shiftNumber: shift }) },
          { pageRows: table.pageRows, after: table.after },
        ),
  }));
  const { register, list } = found;
  if (!register) notFound();
  const at = `/cabinet/registers/${register.id}`;
  return (
    <>
      <PageHeader
        title={shift === undefined ? t("page.docs") : t("page.shift", { number: shift })}
        text={`${register.name}, ${addressLine(register.address, locale)}`}
        crumbs={[
          { href: "/cabinet/registers", label: t("list.title") },
          { href: at, label: register.factoryNumber },
        ]}
      />
      <DataTable
        caption={t("page.docs")}
        path={`${at}/documents`}
        query={table}
        next={list.next}
        rows={list.rows}
        rowKey={(row) => row.id}
        href={(row) => `${at}/documents/${row.id}`}
        columns={documentColumns(t)}
        search={t("page.docSearch")}
        filters={[
          {
            name: "sent",
            label: t("page.docState"),
            options: [
              { value: "all", label: t("list.all") },
              { value: "unsent", label: t("page.onlyUnsent") },
            ],
          },
        ]}
        empty={<EmptyState icon={<ReceiptText aria-hidden="true" />} title={t("page.noDocs")} />}
      />
    </>
  );
}
