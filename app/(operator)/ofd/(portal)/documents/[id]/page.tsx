import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Facts, PageHeader } from "@/components/layout";
import { drawPaper } from "@/components/receipt/draw";
import { ReceiptPaper } from "@/components/receipt/paper";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { query } from "@/lib/http";
import { formatDate, formatDateTime, formatMoney, formatTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { documentById, ticketPaper } from "@/lib/operator";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("documents.document") };
}

const paperTime = (moment: Date): string => `${formatDate(moment)} ${formatTime(moment)}`;

export default async function DocumentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { view, locale } = await query({ realm: "ofd" }, async (ctx) => ({
    view: await documentById(ctx.tenantId, id, paperTime),
    locale: ctx.locale,
  }));
  if (!view) notFound();
  const t = await getT("operator");
  const { row, ticket } = view;
  const register = `/ofd/registers/${row.registerId}`;
  const number = t("documents.number", { number: String(row.printedNumber ?? row.sequence) });
  return (
    <>
      <PageHeader
        title={`${t(`documents.kinds.${row.kind}`)} ${number}`}
        crumbs={[
          { href: "/ofd/registers", label: t("registers.title") },
          { href: register, label: row.registerName },
        ]}
        actions={
          row.kind === "z_report" && (
            <ButtonLink href={`${register}/report/${row.shiftNumber}`}>{t("documents.openReport")}</ButtonLink>
          )
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_auto]">
        <Card>
          <CardHeader
            title={t("documents.facts")}
            actions={row.offline && <Badge tone="warning">{t("documents.offline")}</Badge>}
          />
          <Facts
            items={[
              { label: t("documents.received"), value: formatDateTime(row.receivedAt) },
              { label: t("documents.dateTime"), value: paperTime(row.dateTime) },
              { label: t("documents.register"), value: `${row.registerName}, id: ${row.registerId}` },
              { label: t("documents.shift"), value: String(row.shiftNumber) },
              { label: t("documents.sum"), value: <span className="num">{formatMoney(row.totalTiyn)}</span> },
              ...(row.fiscalSign ? [{ label: t("documents.sign"), value: <CopyText text={row.fiscalSign} /> }] : []),
              ...(row.operatorName ? [{ label: t("documents.cashier"), value: row.operatorName }] : []),
              { label: t("documents.cashAfter"), value: <span className="num">{formatMoney(row.cashAfterTiyn)}</span> },
              { label: t("documents.sequence"), value: String(row.sequence) },
            ]}
          />
        </Card>
        {ticket && (
          <Card>
            <CardHeader title={t("documents.paper")} />
            <CardBody>
              <ReceiptPaper
                paper={drawPaper(ticketPaper(ticket, locale === "kk" ? "kk" : "ru"))}
                qrLabel={t("documents.qr")}
                print
              />
            </CardBody>
          </Card>
        )}
      </div>
    </>
  );
}
