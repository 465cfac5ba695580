import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState, PageHeader } from "@/components/layout";
import { OutcomeBadge } from "@/components/pos/outcome-badge";
import { RepeatButton } from "@/components/pos/repeat";
import { type Column, DataTable, readTableQuery, type SearchParams, type TableQuery } from "@/components/table";
import { controlTape, type DocumentRow, findDocuments } from "@/lib/fiscal";
import type { DocumentKind } from "@/lib/fiscal/core/kinds";
import { query } from "@/lib/http";
import { formatDateTime, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { isAdmitted } from "../../shown";
import { repeatReceipt } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("pos"))("receipts.title") };
}

const KINDS: Readonly<Record<string, readonly DocumentKind[] | undefined>> = {
  sales: ["sale"],
  returns: ["sale_return", "purchase_return"],
  purchases: ["purchase"],
  cashMoves: ["deposit", "withdrawal"],
  zReports: ["z_report"],
};

type T = Awaited<ReturnType<typeof getT<"pos">>>;

const filtersOf = (t: T) => [
  {
    name: "kind",
    label: t("receipts.kinds"),
    options: [
      { value: "all", label: t("receipts.all") },
      ...(["unsent", "sales", "returns", "purchases", "cashMoves", "zReports"] as const).map((value) => ({
        value,
        label: t(`receipts.${value}`),
      })),
    ],
  },
];

const columnsOf = (t: T): readonly Column<DocumentRow>[] => [
  {
    key: "kind",
    title: t("receipts.kind"),
    cell: (row) => t("receipts.of", { kind: t(`receipts.kindOf.${row.kind}`), number: row.shiftDocumentNumber }),
  },
  { key: "time", title: t("receipts.time"), cell: (row) => formatDateTime(row.at), className: "num" },
  { key: "cashier", title: t("receipts.cashier"), cell: (row) => row.cashierName, card: "hidden" },
  { key: "status", title: t("receipts.status"), cell: (row) => <OutcomeBadge document={row} /> },
  {
    key: "total",
    title: t("receipts.total"),
    align: "right",
    cell: (row) => formatMoney(row.totalTiyn),
    card: "side",
  },
];

/** What the operator has not answered yet. */
const UNSENT: ReadonlySet<DocumentRow["outcome"]> = new Set(["pending", "autonomous"]);

/** A page of the list, or all that a search finds. A page begins after a document, so new ones do not move it. */
async function listOf(tenantId: string, registerId: string, asked: TableQuery) {
  const { search, after, pageRows } = asked;
  const kinds = KINDS[asked.filters.kind ?? ""];
  const unsentOnly = asked.filters.kind === "unsent";
  if (search === "")
    return controlTape(tenantId, [registerId], { unsentOnly, ...(kinds ? { kinds } : {}) }, { after, pageRows });
  const found = await findDocuments(tenantId, [registerId], search);
  const isWanted = ({ kind, outcome }: DocumentRow) =>
    (kinds === undefined || kinds.includes(kind)) && (!unsentOnly || UNSENT.has(outcome));
  return { rows: found.filter(isWanted), next: null };
}

/** Everything the register made, newest first; «Не отправлено» shows what the operator has not answered. */
export default async function ReceiptsPage({
  params,
  searchParams,
}: {
  params: Promise<{ registerId: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const t = await getT("pos");
  const { registerId } = await params;
  const asked = readTableQuery(await searchParams, {
    sorts: ["number"],
    sort: "number",
    descending: true,
    filters: { kind: ["all", "unsent", ...Object.keys(KINDS)] },
    pageRows: 25,
  });
  const list = await query({ realm: "pos" }, async ({ tenantId, session }) =>
    (await isAdmitted(tenantId, session.accountId, registerId)) ? listOf(tenantId, registerId, asked) : null,
  );
  if (!list) notFound();
  const base = `/pos/${registerId}/receipts`;
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[1200px] p-4 outline-none md:p-6">
      <PageHeader title={t("receipts.title")} />
      <DataTable
        caption={t("receipts.title")}
        path={base}
        query={asked}
        next={list.next}
        rows={list.rows}
        rowKey={(row) => row.id}
        href={(row) => `${base}/${row.id}`}
        search={t("receipts.search")}
        filters={filtersOf(t)}
        columns={columnsOf(t)}
        actions={(row) =>
          row.kind === "sale" && (
            <RepeatButton
              documentId={row.id}
              number={row.shiftDocumentNumber}
              repeatReceipt={repeatReceipt}
              size="sm"
            />
          )
        }
        empty={<EmptyState icon={<ReceiptText />} title={t("receipts.empty")} text={t("receipts.emptyText")} />}
      />
    </main>
  );
}
