import { Clock } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { type Column, KeyPager, type SearchParams, SimpleTable } from "@/components/table";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { type TenantShift, tenantShifts } from "@/lib/fiscal";
import { query } from "@/lib/http";
import { formatDateTime, formatMoney, type Translate } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { asText, hrefOf, type Places, placesOf, spanOf } from "../asked";
import { FileLinks, FilterBar } from "../filter-bar";

const PATH = "/cabinet/shifts";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("reports"))("shifts.title") };
}

const tapeOf = (row: TenantShift) => `/cabinet/registers/${row.registerId}/documents?shift=${row.number}`;

const columnsOf = (t: Translate<"reports">, places: Places): readonly Column<TenantShift>[] => [
  {
    key: "shift",
    title: t("shifts.shift"),
    cell: (row) => (
      <>
        {places.name(row.registerId)}, <span className="num">№ {row.number}</span>
      </>
    ),
  },
  {
    key: "opened",
    title: t("shifts.opened"),
    cell: (row) => <span className="num">{formatDateTime(row.openedAt)}</span>,
  },
  {
    key: "closed",
    title: t("shifts.closed"),
    cell: (row) =>
      row.closedAt ? (
        <span className="num">{formatDateTime(row.closedAt)}</span>
      ) : (
        <StatusBadge machine="shift" status="open" />
      ),
  },
  { key: "documents", title: t("shifts.documents"), align: "right", cell: (row) => row.documents },
  {
    key: "revenue",
    title: t("shifts.revenue"),
    align: "right",
    card: "side",
    cell: (row) => formatMoney(row.revenueTiyn),
  },
];

/** «Смены»: of all registers together, each with its Z-report as it was printed. */
export default async function ShiftsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams;
  const [t, locale] = [await getT("reports"), await requestLocale()];
  const span = spanOf(asked);
  const after = asText(asked.after);
  const { places, page } = await query({ realm: "cabinet", can: "receipts" }, async ({ tenantId }) => {
    const where = await placesOf(tenantId, asked, locale);
    const opened = { from: span.since, to: span.until };
    const paged = { pageRows: ROWS, ...(after ? { after } : {}) };
    return { places: where, page: await tenantShifts(tenantId, where.registerIds, opened, paged) };
  });
  return (
    <>
      <PageHeader title={t("shifts.title")} text={t("shifts.text")} />
      <FilterBar path={PATH} asked={asked} span={span} places={places} />
      <Card className="overflow-hidden">
        <CardHeader
          title={t("shifts.title")}
          actions={
            page.rows.length > 0 && (
              <FileLinks path={`${PATH}/export`} asked={asked} title={t("shifts.title")} rows={page.rows.length} />
            )
          }
        />
        <SimpleTable
          caption={t("shifts.title")}
          rows={page.rows}
          rowKey={(row) => row.id}
          href={(row) =>
            row.zReportId ? `/cabinet/registers/${row.registerId}/documents/${row.zReportId}` : tapeOf(row)
          }
          empty={
            <EmptyState icon={<Clock aria-hidden="true" />} title={t("shifts.none")} text={t("shifts.noneText")} />
          }
          columns={columnsOf(t, places)}
          actions={(row) => (
            <>
              {row.zReportId && (
                <ButtonLink href={`/cabinet/registers/${row.registerId}/documents/${row.zReportId}`} size="sm">
                  {t("shifts.report")}
                </ButtonLink>
              )}
              <ButtonLink href={tapeOf(row)} size="sm">
                {t("shifts.tape")}
              </ButtonLink>
            </>
          )}
        />
        <KeyPager
          older={page.next && hrefOf(PATH, asked, { after: page.next })}
          newest={after ? hrefOf(PATH, asked, { after: "" }) : null}
        />
      </Card>
    </>
  );
}
