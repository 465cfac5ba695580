import { ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Bars, Shares } from "@/components/chart/bars";
import { EmptyState, PageHeader } from "@/components/layout";
import { type Column, type SearchParams, SimpleTable } from "@/components/table";
import { Card, CardHeader } from "@/components/ui/card";
import { takings } from "@/lib/fiscal";
import { query } from "@/lib/http";
import { formatMoney, formatMoneyShort } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { formatDay, formatQuantity, quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import { placesOf, spanOf } from "../asked";
import { FileLinks, FilterBar } from "../filter-bar";
import { PrintButton } from "./print-button";
import { type Point, type ReportTable, type Summary, summaryOf, type TableName, type Value } from "./summary";

const PATH = "/cabinet/reports";
const GOODS_SHOWN = 20;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("reports"))("reports.title") };
}

function shown(value: Value | undefined): string {
  if (value === undefined || typeof value === "string") return value ?? "";
  if ("money" in value) return formatMoney(value.money);
  if ("count" in value) return String(value.count);
  return value.quantity < 0n
    ? `\u2212${formatQuantity(quantityMilli(-value.quantity))}`
    : formatQuantity(value.quantity);
}

const columnsOf = ({ head }: ReportTable): readonly Column<readonly Value[]>[] =>
  head.map((title, at) => ({
    ...{ key: String(at), title, cell: (row) => shown(row[at]) },
    ...(at === 0 ? { card: "title" as const, className: "max-w-80 break-words" } : { align: "right" as const }),
  }));

/** A table of the report on a card, with its files; what is drawn of it stands above. */
function Part({
  name,
  table,
  files,
  rowsMax,
  note,
  children,
}: {
  name: TableName;
  table: ReportTable;
  files: ReactNode;
  rowsMax?: number;
  note?: string | undefined;
  children?: ReactNode;
}) {
  const cells = table.total?.map((value, at) => [String(at), shown(value)] as const).slice(1) ?? [];
  return (
    <Card className="min-w-0 break-inside-avoid overflow-hidden" id={name}>
      <CardHeader title={table.title} text={note} actions={files} />
      {children && <div className="px-5 pt-1 pb-5 max-md:px-4">{children}</div>}
      <SimpleTable
        caption={table.title}
        columns={columnsOf(table)}
        rows={rowsMax ? table.rows.slice(0, rowsMax) : table.rows}
        rowKey={(row) => table.rows.indexOf(row).toString()}
        {...(table.total
          ? {
              totals: {
                label: shown(table.total[0]),
                cells: Object.fromEntries(cells.filter(([, text]) => text !== "")),
              },
            }
          : {})}
      />
    </Card>
  );
}

const Tile = ({ label, value, note }: { label: string; value: string; note?: string }) => (
  <Card className="px-5 py-4 max-md:px-4">
    <p className="text-caption text-muted-foreground">{label}</p>
    <p className="num mt-0.5 text-title font-semibold whitespace-nowrap">{value}</p>
    {note && <p className="num mt-1 text-caption text-muted-foreground">{note}</p>}
  </Card>
);

async function Tiles({ summary }: { summary: Summary }) {
  const t = await getT("reports");
  return (
    <div className="mb-5 grid grid-cols-2 gap-4 max-md:[&>*:first-child]:col-span-2 lg:grid-cols-5">
      <Tile label={t("reports.revenue")} value={formatMoney(summary.revenueTiyn)} note={t("reports.revenueText")} />
      <Tile label={t("reports.receipts")} value={String(summary.count)} />
      <Tile
        label={t("reports.average")}
        value={summary.averageTiyn === null ? "–" : formatMoney(summary.averageTiyn)}
      />
      <Tile
        label={t("reports.returns")}
        value={formatMoney(summary.returnsTiyn)}
        note={t("reports.returnsText", { count: summary.returned })}
      />
      <Tile label={t("reports.vat")} value={formatMoney(summary.vatTiyn)} note={t("reports.vatText")} />
    </div>
  );
}

const whole = (value: bigint): string => formatMoneyShort(tiyn((value / 100n) * 100n));
const barsOf = (points: readonly Point[], short: (label: string) => string) =>
  points.map(({ label, sales, returns }) => ({
    ...{ key: label, label: short(label), value: sales, less: returns },
    told: `${label}: ${formatMoney(tiyn(sales))}${returns > 0n ? `, \u2212${formatMoney(tiyn(returns))}` : ""}`,
  }));

const peakOf = (points: readonly Point[]): { readonly label: string; readonly sum: Tiyn } | null => {
  const [best] = [...points].sort((a, b) => (a.sales < b.sales ? 1 : -1));
  return best && best.sales > 0n ? { label: best.label, sum: tiyn(best.sales) } : null;
};

/** «Отчеты»: what was taken over a span, by day, hour, payment, good, rate and cashier. */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams;
  const [t, locale] = [await getT("reports"), await requestLocale()];
  const span = spanOf(asked);
  const { places, summary } = await query({ realm: "cabinet", can: "receipts" }, async ({ tenantId }) => {
    const where = await placesOf(tenantId, asked, locale);
    return { places: where, summary: summaryOf(await takings(tenantId, where.registerIds, span), span, locale) };
  });
  const { tables, points, hours } = summary;
  const files = (what: TableName) => (
    <FileLinks
      path={`${PATH}/export`}
      asked={asked}
      what={what}
      title={tables[what].title}
      rows={tables[what].rows.length}
    />
  );
  const part = (name: TableName) => ({ name, table: tables[name], files: files(name) });
  const peak = (all: readonly Point[]) => {
    const best = peakOf(all);
    return best ? t("reports.peak", { label: best.label, sum: formatMoney(best.sum) }) : undefined;
  };
  const days = span.from === span.to ? formatDay(span.from) : `${formatDay(span.from)} – ${formatDay(span.to)}`;
  const chosen = [...places.shops, ...places.registers].find(({ value }) => value === places.value);
  return (
    <>
      <PageHeader
        title={t("reports.title")}
        text={`${days}, ${chosen?.label ?? t("place.all")}`}
        actions={summary.empty ? undefined : <PrintButton>{t("reports.print")}</PrintButton>}
      />
      <FilterBar path={PATH} asked={asked} span={span} places={places} />
      {summary.empty ? (
        <Card>
          <EmptyState
            icon={<ChartNoAxesColumn aria-hidden="true" />}
            title={t("reports.none")}
            text={t("reports.noneText")}
          />
        </Card>
      ) : (
        <>
          <Tiles summary={summary} />
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-2">
            {points.length > 1 && (
              <div className="xl:col-span-2">
                <Part {...part("days")} note={peak(points)}>
                  <Bars
                    label={tables.days.title}
                    bars={barsOf(points, (label) => label.slice(0, points.length > 31 ? 7 : 5))}
                    scale={whole}
                  />
                </Part>
              </div>
            )}
            <Part {...part("hours")} note={peak(hours)}>
              <Bars label={tables.hours.title} bars={barsOf(hours, (label) => label.slice(0, 2))} scale={whole} />
            </Part>
            <Part
              {...part("goods")}
              rowsMax={GOODS_SHOWN}
              note={
                tables.goods.rows.length > GOODS_SHOWN
                  ? t("reports.allGoods", { count: tables.goods.rows.length })
                  : undefined
              }
            />
            <Part {...part("payments")}>
              <Shares label={tables.payments.title} parts={summary.shares} />
            </Part>
            <Part {...part("vat")} />
            <Part {...part("cashiers")} />
            <Part {...part("kinds")} />
          </div>
        </>
      )}
    </>
  );
}
