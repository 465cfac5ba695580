import { Download, Landmark } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { EmptyState, PageHeader, PublicShell } from "@/components/layout";
import { type Column, SimpleTable } from "@/components/table";
import { buttonLook } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { env } from "@/lib/config";
import { formatDateTime, type Locale, type Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { addressLine, type DemoApplication, demoApplications } from "@/lib/registers";
import { issueCardAction } from "./actions";
import { IssueButton } from "./issue-button";

type T = Translate<"demo">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("demo"))("taxOffice.title") };
}

const Card = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} download className={buttonLook({ size: "sm" })}>
    <Download className="size-4" aria-hidden="true" />
    {children}
  </a>
);

function Answer({ row, t }: { row: DemoApplication; t: T }) {
  if (!row.card) return <IssueButton action={issueCardAction} tenantId={row.tenantId} registerId={row.registerId} />;
  const href = `/demo/tax-office/card/${row.tenantId}/${row.registerId}`;
  return (
    <span className="flex flex-wrap gap-2">
      <Card href={href}>{t("taxOffice.pdf")}</Card>
      <Card href={`${href}?png`}>{t("taxOffice.png")}</Card>
    </span>
  );
}

const columns = (t: T, locale: Locale): readonly Column<DemoApplication>[] => [
  {
    key: "organization",
    title: t("taxOffice.organization"),
    cell: (row) => (
      <>
        {row.organization}
        <span className="block font-mono text-[13px] font-normal text-muted-foreground">{row.xin}</span>
      </>
    ),
  },
  { key: "znm", title: t("taxOffice.factoryNumber"), cell: (row) => <CopyText text={row.factoryNumber} /> },
  {
    key: "address",
    title: t("taxOffice.address"),
    cell: (row) => (
      <>
        {addressLine(row.address, locale)}
        <span className="block text-caption text-muted-foreground">{row.office}</span>
      </>
    ),
  },
  {
    key: "signed",
    title: t("taxOffice.signedAt"),
    cell: (row) => <span className="num">{row.signedAt && formatDateTime(row.signedAt)}</span>,
  },
  {
    key: "number",
    title: t("taxOffice.number"),
    cell: (row) => row.card && <CopyText text={row.card.registrationNumber} />,
  },
  { key: "answer", title: t("taxOffice.actions"), cell: (row) => <Answer row={row} t={t} /> },
];

/** Demo only: plays the tax office between the signed application and the card with its РНМ. */
export default async function TaxOfficePage() {
  if (env().APP_MODE !== "demo") notFound();
  const t = await getT("demo");
  const locale = await requestLocale();
  const rows = await demoApplications();
  const groups = [
    { title: t("taxOffice.waiting"), rows: rows.filter(({ card }) => !card), none: t("taxOffice.nothingWaits") },
    { title: t("taxOffice.issued"), rows: rows.filter(({ card }) => card), none: "" },
  ].filter((group) => group.rows.length > 0 || group.none !== "");
  return (
    <I18nProvider locale={locale} messages={await clientMessages("demo")}>
      <PublicShell brand={env().PRODUCT_CABINET_NAME} wide>
        <PageHeader title={t("taxOffice.title")} text={t("taxOffice.text")} />
        {rows.length === 0 ? (
          <EmptyState
            icon={<Landmark aria-hidden="true" />}
            title={t("taxOffice.emptyTitle")}
            text={t("taxOffice.emptyText")}
          />
        ) : (
          groups.map((group) => (
            <section key={group.title} className="mb-6">
              <h2 className="mb-2 text-lead font-semibold">{group.title}</h2>
              {group.rows.length === 0 ? (
                <p className="text-muted-foreground">{group.none}</p>
              ) : (
                <SimpleTable
                  caption={group.title}
                  rows={group.rows}
                  rowKey={(row) => row.registerId}
                  columns={columns(t, locale)}
                />
              )}
            </section>
          ))
        )}
      </PublicShell>
    </I18nProvider>
  );
}
