import { FileText } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { DataTable, readTableQuery, type SearchParams } from "@/components/table";
import { query } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { documentList } from "@/lib/operator";
import { DOCUMENT_FILTERS, documentColumns } from "./table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("documents.title") };
}

export default async function DocumentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("operator");
  const table = readTableQuery(await searchParams, {
    sorts: ["received"],
    sort: "received",
    descending: true,
    filters: { kind: DOCUMENT_FILTERS },
    pageRows: 25,
  });
  const { page, pageRows, filters } = table;
  const list = await query({ realm: "ofd" }, ({ tenantId }) =>
    documentList(tenantId, { registerId: null, kind: filters.kind, page, pageRows }),
  );
  return (
    <>
      <PageHeader title={t("documents.title")} text={t("documents.text")} />
      <DataTable
        caption={t("documents.title")}
        path="/ofd/documents"
        query={table}
        total={list.total}
        rows={list.rows}
        rowKey={(row) => row.id}
        columns={await documentColumns(true)}
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
          <EmptyState
            icon={<FileText />}
            title={t("register.emptyDocuments")}
            text={t("register.emptyDocumentsText")}
          />
        }
      />
    </>
  );
}
