import { ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import { Bars, Shares } from "@/components/chart/bars";
import { Change } from "@/components/chart/change";
import { EmptyState, PageHeader } from "@/components/layout";
import type { SearchParams } from "@/components/table";
import { Card } from "@/components/ui/card";
import { systemClock } from "@/lib/config";
import { takings } from "@/lib/fiscal";
import { query } from "@/lib/http";
import { formatMoney } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { type Day, formatDay, type Tiyn, tiyn } from "@/lib/kernel";
import { placesOf, spanOf } from "../asked";
import { changeOf, earlierOf, takenIn, wholeTenge } from "../compare";
import { FileLinks, FilterBar } from "../filter-bar";
import { Part, Tile } from "./part";
import { PrintButton } from "./print-button";
import { type Point, type Summary, summaryOf, type TableName } from "./summary";

const PATH = "/cabinet/reports";
const GOODS_SHOWN = 20;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("reports"))("reports.title") };
}

/** The figures above all tables, and how the takings went against the days before. */
async function Tiles({ summary, before }: { summary: Summary; before: { readonly sum: Tiyn; readonly days: string } }) {
  const t = await getT("reports");
  const change = changeOf(summary.revenueTiyn, before.sum);
  return (
    <div className="mb-5 grid grid-cols-2 gap-4 max-md:[&>*:first-child]:col-span-2 lg:grid-cols-5 print:grid-cols-5 print:gap-2">
      <Tile
        label={t("reports.revenue")}
        value={formatMoney(summary.revenueTiyn)}
        note={
          change ? (
            <Change {...change} text={t("change", { change: change.text, days: before.days })} />
          ) : (
            t("reports.revenueText")
          )
        }
      />
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

const barsOf = (points: readonly Point[], short: (label: string) => string) =>
  points.map(({ label, sales, returns }) => ({
    ...{ key: label, label: short(label), value: sales, second: returns },
    told: `${label}: ${formatMoney(tiyn(sales))}${returns > 0n ? `, \u2212${formatMoney(tiyn(returns))}` : ""}`,
  }));

const peakOf = (points: readonly Point[]): { readonly label: string; readonly sum: Tiyn } | null => {
  const [best] = [...points].sort((a, b) => (a.sales < b.sales ? 1 : -1));
  return best && best.sales > 0n ? { label: best.label, sum: tiyn(best.sales) } : null;
};

const daysText = ({ from, to }: { readonly from: Day; readonly to: Day }): string =>
  from === to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`;

/** Every table of the report, what is drawn of it above. */
async function Parts({ summary, asked }: { summary: Summary; asked: SearchParams }) {
  const t = await getT("reports");
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
  const legend = [t("reports.sales"), t("reports.returns")] as const;
  const part = (name: TableName) => ({ name, table: tables[name], files: files(name) });
  const peak = (all: readonly Point[]) => {
    const best = peakOf(all);
    return best ? t("reports.peak", { label: best.label, sum: formatMoney(best.sum) }) : undefined;
  };
  return (
    <>
      {points.length > 1 && (
        <div className="mb-5">
          <Part {...part("days")} note={peak(points)}>
            <Bars
              label={tables.days.title}
              bars={barsOf(points, (label) => label.slice(0, points.length > 31 ? 7 : 5))}
              scale={wholeTenge}
              legend={legend}
            />
          </Part>
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-2">
        <div className="space-y-5">
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
        </div>
        <div className="space-y-5">
          <Part {...part("hours")} note={peak(hours)}>
            <Bars
              label={tables.hours.title}
              bars={barsOf(hours, (label) => label.slice(0, 2))}
              scale={wholeTenge}
              legend={legend}
            />
          </Part>
          <Part {...part("cashiers")} />
          <Part {...part("kinds")} />
        </div>
      </div>
    </>
  );
}

/** «Отчеты»: what was taken over a span, by day, hour, payment, good, rate and cashier. */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams;
  const [t, locale] = [await getT("reports"), await requestLocale()];
  const span = spanOf(asked);
  const earlier = earlierOf(span, systemClock.now());
  const { places, summary, before } = await query({ realm: "cabinet", can: "receipts" }, async ({ tenantId }) => {
    const where = await placesOf(tenantId, asked, locale);
    const { hours } = await takings(tenantId, where.registerIds, earlier, ["hour"]);
    return {
      ...{ places: where, before: { sum: takenIn(hours, earlier), days: daysText(earlier) } },
      summary: summaryOf(await takings(tenantId, where.registerIds, span), span, locale),
    };
  });
  const chosen = [...places.shops, ...places.registers].find(({ value }) => value === places.value);
  return (
    <>
      <PageHeader
        title={t("reports.title")}
        text={`${daysText(span)}, ${chosen?.label ?? t("place.all")}`}
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
          <Tiles summary={summary} before={before} />
          <Parts summary={summary} asked={asked} />
        </>
      )}
    </>
  );
}
