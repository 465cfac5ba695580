import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout";
import { drawPaper } from "@/components/receipt/draw";
import { ReceiptPaper } from "@/components/receipt/paper";
import { systemClock } from "@/lib/config";
import { query } from "@/lib/http";
import { formatDate, formatDateTime, formatTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { reportPaper, reportView } from "@/lib/operator";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("register.report") };
}

/** X of the open shift, or Z of the one whose number stands in the address. */
export default async function ReportPage({ params }: { params: Promise<{ id: string; shift: string }> }) {
  const { id: idText, shift } = await params;
  const id = Number(idText);
  const shiftNumber = /^\d{1,9}$/.test(shift) ? Number(shift) : null;
  if (shift !== "x" && shiftNumber === null) notFound();
  const { view, locale } = await query({ realm: "ofd" }, async (ctx) => ({
    view: await reportView(ctx.tenantId, id, shiftNumber === null ? "x" : { shiftNumber }),
    locale: ctx.locale,
  }));
  if (!view) notFound();
  const t = await getT("operator");
  const { openedAt, closedAt, number } = view.book.shift;
  const end = closedAt ?? systemClock.now();
  const period = `${openedAt ? formatDateTime(openedAt) : ""} - ${formatDate(end)} ${formatTime(end)}`;
  const paper = reportPaper({ ...view, period }, locale === "kk" ? "kk" : "ru");
  return (
    <>
      <PageHeader
        title={t(view.report === "z" ? "report.zTitle" : "report.xTitle", { number: String(number) })}
        text={t("report.text")}
        crumbs={[
          { href: "/ofd/registers", label: t("registers.title") },
          { href: `/ofd/registers/${id}?tab=shifts`, label: view.pointName },
        ]}
      />
      <ReceiptPaper paper={drawPaper(paper)} qrLabel="" print />
    </>
  );
}
