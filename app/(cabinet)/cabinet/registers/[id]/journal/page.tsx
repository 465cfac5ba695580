import { Download, Link2 } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState, Facts, PageHeader } from "@/components/layout";
import { type SearchParams, SimpleTable } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { Button, buttonLook } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { DateInput } from "@/components/ui/date-input";
import { type JournalView, journalView } from "@/lib/fiscal";
import { exportJournalInput } from "@/lib/fiscal/input";
import { query } from "@/lib/http";
import type { Translate } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { formatDay, limits, parseDay } from "@/lib/kernel";
import { addressLine, registerRow } from "@/lib/registers";

type T = Translate<"registers">;
type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("journal.title") };
}

/** The days that are asked for, or the last month in which something was made. */
function periodOf(asked: SearchParams, journal: JournalView): { readonly from: string; readonly to: string } {
  const last = journal.lastDay ?? "";
  const to = typeof asked.to === "string" ? asked.to : last;
  return { from: typeof asked.from === "string" ? asked.from : `${last.slice(0, 8)}01`, to };
}

/** What can be taken of a period: how many documents, or why none. */
function Found({ made, path, t }: { made: number | "backwards"; path: string; t: T }) {
  if (made === "backwards") return <Alert tone="warning" title={t("journal.backwards")} />;
  if (made === 0) return <Alert tone="info" title={t("journal.nothing")} />;
  if (made > limits.exportRowsMax)
    return <Alert tone="warning" title={t("journal.tooMany", { count: limits.exportRowsMax })} />;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span>{t("journal.found", { count: made })}</span>
      <a href={path} download className={buttonLook({ variant: "primary" })}>
        <Download className="size-4" aria-hidden="true" />
        {t("journal.download")}
      </a>
    </div>
  );
}

function Chain({ journal, t }: { journal: JournalView; t: T }) {
  return (
    <Card>
      <CardHeader title={t("journal.chain")} />
      <Facts
        items={[
          { label: t("journal.documents"), value: journal.documents },
          { label: t("journal.records"), value: journal.seq },
          { label: t("journal.hash"), value: <CopyText text={journal.hash} className="break-all whitespace-normal" /> },
        ]}
      />
      <div className="border-t p-5 max-md:p-4">
        <h3 className="font-medium">{t("journal.heads")}</h3>
        <p className="mt-1 text-muted-foreground">
          {journal.heads.length > 0 ? t("journal.headsText") : t("journal.noHeads")}
        </p>
      </div>
      {journal.heads.length > 0 && (
        <SimpleTable
          caption={t("journal.heads")}
          rows={journal.heads}
          rowKey={(row) => row.day}
          columns={[
            { key: "day", title: t("journal.day"), cell: (row) => <span className="num">{dayText(row.day)}</span> },
            { key: "seq", title: t("journal.records"), align: "right", cell: (row) => row.seq },
            {
              key: "hash",
              title: t("journal.hash"),
              cell: (row) => <CopyText text={row.hash} className="break-all whitespace-normal" />,
            },
          ]}
        />
      )}
    </Card>
  );
}

const dayText = (day: string): string => {
  const parsed = parseDay(day);
  return parsed ? formatDay(parsed) : day;
};

/** «Журнал кассы»: the chain of its documents, and parts of it to take away. */
export default async function JournalPage({ params, searchParams }: Props) {
  const { id } = await params;
  const asked = await searchParams;
  const t = await getT("registers");
  const locale = await requestLocale();
  const { register, journal, period, made } = await query(
    { realm: "cabinet", can: "receipts" },
    async ({ tenantId }) => {
      const register = await registerRow(tenantId, id);
      const journal = register && (await journalView(tenantId, register.id));
      const period = journal && periodOf(asked, journal);
      const wanted = exportJournalInput.safeParse({ registerId: id, ...period });
      const counted = wanted.success ? await journalView(tenantId, wanted.data.registerId, wanted.data) : null;
      return { register, journal, period, made: wanted.success ? (counted?.made ?? 0) : ("backwards" as const) };
    },
  );
  if (!register) notFound();
  const at = `/cabinet/registers/${register.id}`;
  return (
    <>
      <PageHeader
        title={t("journal.title")}
        text={`${register.name}, ${addressLine(register.address, locale)}`}
        crumbs={[
          { href: "/cabinet/registers", label: t("list.title") },
          { href: at, label: register.factoryNumber },
        ]}
      />
      {!journal || journal.documents === 0 || !period ? (
        <EmptyState icon={<Link2 aria-hidden="true" />} title={t("journal.none")} text={t("journal.text")} />
      ) : (
        <div className="grid gap-4">
          <Card>
            <CardHeader title={t("journal.export")} />
            <div className="grid gap-4 p-5 max-md:p-4">
              <p className="max-w-prose text-muted-foreground">{t("journal.exportText")}</p>
              <form
                method="get"
                className="flex flex-wrap items-center gap-2 max-md:grid max-md:w-full max-md:grid-cols-2"
              >
                <DateInput name="from" aria-label={t("journal.from")} defaultValue={period.from} className="md:w-40" />
                <span className="max-md:hidden" aria-hidden="true">
                  –
                </span>
                <DateInput name="to" aria-label={t("journal.to")} defaultValue={period.to} className="md:w-40" />
                <Button type="submit" className="max-md:col-span-2">
                  {t("journal.show")}
                </Button>
              </form>
              <Found made={made} path={`${at}/journal/file?${new URLSearchParams(period)}`} t={t} />
              <a
                href="/cabinet/registers/check"
                download
                className="justify-self-start text-primary-text underline underline-offset-4"
              >
                {t("journal.checker")}
              </a>
            </div>
          </Card>
          <Chain journal={journal} t={t} />
        </div>
      )}
    </>
  );
}
