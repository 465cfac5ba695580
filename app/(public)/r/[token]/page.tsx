import { Download, ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Narrow, PublicShell } from "@/components/layout";
import { drawPaper } from "@/components/receipt/draw";
import { ReceiptPaper } from "@/components/receipt/paper";
import type { SearchParams } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { env } from "@/lib/config";
import { readReceiptToken, receiptView } from "@/lib/fiscal";
import { formatDateTime } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { paperLanguage } from "./language";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("public"))("receipt.title"), robots: { index: false, follow: false } };
}

/** The electronic receipt: what a buyer opens from a letter or a QR. Works without scripts. */
export default async function ElectronicReceiptPage({
  params,
  searchParams,
}: {
  params: Promise<{ token: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { token } = await params;
  const place = readReceiptToken(token);
  const receipt = place && (await receiptView(place.tenantId, place.registerId, place.documentId));
  if (!receipt) notFound();
  const t = await getT("public");
  const language = paperLanguage((await searchParams).lang, await requestLocale());
  const paper = receipt.papers[language];
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <Narrow className="mx-auto md:pt-6">
        <h1 className="text-title font-semibold">{t("receipt.title")}</h1>
        <p className="num mt-1 mb-5 text-muted-foreground">{formatDateTime(receipt.at)}</p>
        {receipt.outcome === "pending" && <Alert tone="warning" title={t("receipt.pending")} className="mb-5" />}
        <nav aria-label={t("receipt.language")} className="mb-4 flex gap-1">
          {(["ru", "kk", "both"] as const).map((each) => (
            <Link
              key={each}
              href={`/r/${token}?lang=${each}`}
              aria-current={each === language ? "true" : undefined}
              className={cn(
                "inline-flex h-9 items-center rounded-md px-3 max-md:h-11",
                each === language ? "bg-card font-medium ring-1 ring-border" : "text-muted-foreground hover:bg-accent",
              )}
            >
              {t(`receipt.${each}`)}
            </Link>
          ))}
        </nav>
        <div className="mb-5 flex flex-wrap gap-2">
          <ButtonLink
            href={`/r/${token}/pdf?lang=${language}`}
            variant="primary"
            icon={<Download className="size-4" aria-hidden="true" />}
          >
            {t("receipt.pdf")}
          </ButtonLink>
          {paper.qr && (
            <ButtonLink href={paper.qr.text} icon={<ShieldCheck className="size-4" aria-hidden="true" />}>
              {t("receipt.check")}
            </ButtonLink>
          )}
        </div>
        <div className="flex justify-center">
          <ReceiptPaper paper={drawPaper(paper)} qrLabel={t("receipt.qr")} print />
        </div>
      </Narrow>
    </PublicShell>
  );
}
