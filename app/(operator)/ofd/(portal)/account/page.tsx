import { RefreshCw, Wallet } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { type SearchParams, SimpleTable } from "@/components/table";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { systemClock } from "@/lib/config";
import { query } from "@/lib/http";
import { formatDate, formatMoney, formatTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { formatDay, parseDay, tiyn } from "@/lib/kernel";
import { type AccountEntry, accountEntries, accountSummary, registerFile } from "@/lib/operator";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("shell.account") };
}

/** The personal account: what was charged and what was paid, in a period. */
export default async function AccountPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("operator");
  const asked = await searchParams;
  const day = (name: string) => (typeof asked[name] === "string" ? parseDay(asked[name]) : null);
  const [from, to] = [day("from"), day("to")];
  const typed = { from: from ? formatDay(from) : "", to: to ? formatDay(to) : "" };
  const { summary, entries, file } = await query({ realm: "ofd" }, async ({ tenantId }) => ({
    summary: await accountSummary(tenantId),
    entries: await accountEntries(tenantId, { from, to }),
    file: await registerFile(tenantId, { search: "", status: "all" }),
  }));
  const counts = { total: file.total, active: file.active, time: formatTime(systemClock.now()).slice(0, 5) };
  return (
    <>
      <PageHeader
        title={
          <>
            {t("account.title", { number: String(summary.accountNumber) })}{" "}
            <span className={cn("num", summary.overdue && "text-danger-text")}>
              ({formatMoney(summary.balanceTiyn)})
            </span>
          </>
        }
        text={<span className="num">{t("account.counts", counts)}</span>}
        actions={
          <ButtonLink href="/ofd/account" icon={<RefreshCw className="size-4" aria-hidden="true" />}>
            {t("account.refresh")}
          </ButtonLink>
        }
      />
      <PeriodForm from={typed.from} to={typed.to} />
      <Statement entries={entries} />
    </>
  );
}

async function PeriodForm(typed: { from: string; to: string }) {
  const t = await getT("operator");
  const ui = await getT("ui");
  return (
    <form action="/ofd/account" className="mb-4 flex flex-wrap items-end gap-3">
      {(["from", "to"] as const).map((name) => (
        <div key={name} className="max-md:min-w-32 max-md:flex-1">
          <label htmlFor={name} className="mb-1.5 block font-medium">
            {t(`account.${name}`)}
          </label>
          <Input
            id={name}
            name={name}
            inputMode="numeric"
            placeholder={ui("form.dateHint")}
            defaultValue={typed[name]}
            className="w-40 max-md:w-full"
          />
        </div>
      ))}
      <Button type="submit" variant="primary">
        {t("account.show")}
      </Button>
      <ButtonLink href="/ofd/account" variant="ghost">
        {t("account.reset")}
      </ButtonLink>
    </form>
  );
}

async function Statement({ entries }: { entries: readonly AccountEntry[] }) {
  const t = await getT("operator");
  const turnover = entries.reduce(
    (sum, { kind, amountTiyn }) => sum + (kind === "charge" ? amountTiyn : -amountTiyn),
    0n,
  );
  return (
    <Card>
      <SimpleTable
        caption={t("account.statement")}
        rows={entries}
        rowKey={(row) => row.id}
        columns={[
          { key: "date", title: t("account.date"), cell: (row) => <span className="num">{formatDate(row.at)}</span> },
          { key: "period", title: t("account.period"), cell: (row) => <span className="num">{row.period}</span> },
          {
            key: "operation",
            title: t("account.operation"),
            card: "title",
            cell: (row) => t(`account.${row.kind}`),
          },
          {
            key: "service",
            title: t("account.service"),
            cell: (row) =>
              row.registerId === null
                ? row.comment
                : t("account.fee", { tariff: t("tariff.name"), id: String(row.registerId) }),
          },
          {
            key: "sum",
            title: t("account.sum"),
            align: "right",
            card: "side",
            cell: (row) => (
              <span className="num">{formatMoney(row.kind === "charge" ? row.amountTiyn : tiyn(-row.amountTiyn))}</span>
            ),
          },
        ]}
        totals={{ label: t("account.turnover"), cells: { sum: formatMoney(tiyn(turnover)) } }}
        empty={<EmptyState icon={<Wallet />} title={t("account.empty")} text={t("account.emptyText")} />}
      />
    </Card>
  );
}
