import { ChartNoAxesColumn } from "lucide-react";
import { Bars } from "@/components/chart/bars";
import { Change } from "@/components/chart/change";
import { EmptyState } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatDateTime, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { formatDay } from "@/lib/kernel";
import { changeOf, wholeTenge } from "../compare";
import { shareText } from "../reports/summary";
import type { Today } from "./today";

type Fact = { readonly key: string; readonly label: string; readonly value: string; readonly note: string };

/** The figures under the chart, divided by lines. */
const Figures = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="grid grid-cols-2 divide-x border-t md:grid-cols-4 max-md:[&>*:nth-child(3)]:border-l-0 max-md:[&>*:nth-child(n+3)]:border-t">
    {facts.map(({ key, label, value, note }) => (
      <div key={key} className="min-w-0 px-5 py-3 max-md:px-4">
        <dt className="text-caption text-muted-foreground">{label}</dt>
        <dd className="num">
          <span className="block text-lead font-semibold whitespace-nowrap">{value}</span>
          <span className="block text-caption text-muted-foreground">{note}</span>
        </dd>
      </div>
    ))}
  </dl>
);

/** «Выручка сегодня»: hour by hour beside the same day a week ago. */
export async function TodayCard({ today, now }: { today: Today; now: Date }) {
  const t = await getT("reports");
  if (today.isQuiet)
    return (
      <Card>
        <EmptyState
          icon={<ChartNoAxesColumn />}
          title={t("overview.none")}
          text={t("overview.noneText")}
          className="py-8"
        />
      </Card>
    );
  const change = changeOf(today.takenTiyn, today.beforeTiyn);
  const [day, before] = [formatDay(today.day), formatDay(today.before)];
  const facts: readonly Fact[] = [
    {
      ...{ key: "receipts", label: t("reports.receipts"), value: String(today.receipts) },
      note: today.averageTiyn === null ? "" : t("overview.average", { sum: formatMoney(today.averageTiyn) }),
    },
    {
      ...{ key: "cashless", label: t("overview.cashless"), value: formatMoney(today.cashlessTiyn) },
      note: shareText(today.cashlessTiyn, today.takenTiyn),
    },
    {
      ...{ key: "cash", label: t("pay.cash"), value: formatMoney(today.cashTiyn) },
      note: shareText(today.cashTiyn, today.takenTiyn),
    },
    {
      ...{ key: "returns", label: t("reports.returns"), value: formatMoney(today.returnsTiyn) },
      note: t("reports.returnsText", { count: today.returned }),
    },
  ];
  return (
    <Card>
      <div className="px-5 pt-4 max-md:px-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6">
          <h2 className="num font-medium text-muted-foreground">
            {t("overview.today", { time: formatDateTime(now).slice(-5) })}
          </h2>
          <ButtonLink href="/cabinet/reports?period=today" variant="link" size="inline">
            {t("overview.open")}
          </ButtonLink>
        </div>
        <p className="num mt-0.5 text-total font-semibold whitespace-nowrap">{formatMoney(today.takenTiyn)}</p>
        {change && (
          <p className="num mt-0.5 text-muted-foreground">
            <Change {...change} text={t("overview.against", { change: change.text, day: before })} />
          </p>
        )}
      </div>
      <div className="p-5 max-md:p-4">
        <Bars
          label={t("reports.byHour")}
          second="before"
          legend={[day, before]}
          scale={wholeTenge}
          bars={today.hours.map(({ hour, isNow, soldTiyn, thenTiyn }) => ({
            ...{ key: String(hour), label: String(hour), value: soldTiyn, second: thenTiyn, running: isNow },
            told: `${hour}:00, ${day}: ${formatMoney(soldTiyn)}, ${before}: ${formatMoney(thenTiyn)}`,
          }))}
        />
      </div>
      <Figures facts={facts} />
    </Card>
  );
}
