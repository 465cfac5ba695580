import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Facts, PageHeader } from "@/components/layout";
import { DocumentFiles } from "@/components/receipt/document-files";
import { drawPaper } from "@/components/receipt/draw";
import { ReceiptPaper } from "@/components/receipt/paper";
import { Differences } from "@/components/status/differences";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody } from "@/components/ui/card";
import { receiptPath, reportView, zDifferences } from "@/lib/fiscal";
import { query } from "@/lib/http";
import { formatDateTime, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { registerRow } from "@/lib/registers";
import { documentColumns } from "../../document-columns";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("page.docs") };
}

/** One document as it was printed, with what became of it. */
export default async function DocumentPage({ params }: { params: Promise<{ id: string; documentId: string }> }) {
  const { id, documentId } = await params;
  const t = await getT("registers");
  const { register, document, link, differences } = await query(
    { realm: "cabinet", can: "receipts" },
    async ({ tenantId }) => ({
      register: await registerRow(tenantId, id),
      document: await reportView(tenantId, id, documentId),
      differences: await zDifferences(tenantId, id, documentId),
      link: receiptPath({ tenantId, registerId: id, documentId }),
    }),
  );
  if (!register || !document) notFound();
  const at = `/cabinet/registers/${register.id}`;
  const { language } = document.form;
  const paper = document.papers[language];
  const forBuyer = ["sale", "sale_return", "purchase", "purchase_return"].includes(document.kind);
  const state = documentColumns(t).find(({ key }) => key === "state");
  return (
    <>
      <PageHeader
        title={`${t(`kind.${document.kind}`)} № ${document.number}`}
        text={formatDateTime(document.at)}
        crumbs={[
          { href: "/cabinet/registers", label: t("list.title") },
          { href: at, label: register.factoryNumber },
          { href: `${at}/documents`, label: t("page.docs") },
        ]}
      />
      {differences.length > 0 && (
        <Alert tone="warning" className="mb-5" title={t("alarm.z_differs", { number: document.number })}>
          {t("alarm.z_differsText")}
          <Differences rows={differences} t={t} />
        </Alert>
      )}
      {document.refusal && (
        <Alert tone="danger" className="mb-5" title={t("page.refusedBy", { code: document.refusal.code })}>
          {document.refusal.text}
        </Alert>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[auto_minmax(0,1fr)]">
        <ReceiptPaper paper={drawPaper(paper)} qrLabel="QR" print />
        <Card>
          <Facts
            items={[
              { label: t("page.docState"), value: state?.cell(document) },
              { label: t("page.shiftNumber"), value: document.shiftNumber },
              { label: t("page.docCashier"), value: document.cashierName },
              ...(document.kind === "z_report"
                ? []
                : [{ label: t("page.docSum"), value: <span className="num">{formatMoney(document.totalTiyn)}</span> }]),
            ]}
          />
          <CardBody className="border-t">
            <DocumentFiles
              base={`${at}/documents/${document.id}/file`}
              form={document.form}
              link={forBuyer ? link : null}
              linkLabel={t("page.buyerLink")}
            />
          </CardBody>
        </Card>
      </div>
    </>
  );
}
