"use client";
import { ArrowLeft, Mail, Printer, Undo2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DocumentFiles } from "@/components/receipt/document-files";
import { Alert } from "@/components/ui/alert";
import { Button, buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatDateTime, formatMoney, useT } from "@/lib/i18n/client";
import { EmailDialog } from "./email-dialog";
import { OutcomeBadge } from "./outcome-badge";
import { PaperView } from "./paper-view";
import { RepeatButton, type RepeatReceipt } from "./repeat";
import type { ShownDocument, ShownReceipt } from "./shown";
import { useTill } from "./till-context";

/** «Возврат»: leads to choosing what of it comes back. */
function ReturnLink({ receipt }: { receipt: ShownReceipt }) {
  const t = useT("pos");
  const router = useRouter();
  const { till } = useTill();
  return (
    <Button
      size="pos"
      variant="dangerOutline"
      icon={<Undo2 className="size-5" aria-hidden="true" />}
      reason={receipt.returnable ? null : t("receipts.notReturnable")}
      onClick={() => router.push(`/pos/${till.register.id}/return?basis=${receipt.id}&of=${receipt.registerId}`)}
    >
      {t("receipts.return")}
    </Button>
  );
}

/** A document of the register on paper, and what can still be done with it. */
export function DocumentScreen({
  document,
  receipt,
  repeatReceipt,
}: {
  document: ShownDocument;
  receipt: ShownReceipt | null;
  repeatReceipt: RepeatReceipt;
}) {
  const t = useT("pos");
  const { till } = useTill();
  const base = `/pos/${till.register.id}/receipts`;
  const [mailing, setMailing] = useState(false);
  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex min-h-0 flex-1 outline-none max-lg:flex-col-reverse max-lg:justify-end"
    >
      <section className="no-print flex flex-1 flex-col gap-6 p-6 max-md:p-4">
        <Link href={base} className={cn(buttonLook({ variant: "ghost" }), "-ml-3 self-start")}>
          <ArrowLeft className="size-4" aria-hidden="true" />
          {t("receipts.title")}
        </Link>
        <div>
          <h1 className="text-figure font-semibold">
            {t("receipts.of", { kind: t(`receipts.kindOf.${document.kind}`), number: document.shiftDocumentNumber })}
          </h1>
          <p className="num mt-1 text-lead text-muted-foreground">
            {formatDateTime(document.at)}, {document.cashierName}
          </p>
        </div>
        <p className="num text-change font-semibold">{formatMoney(document.totalTiyn)}</p>
        <div className="flex flex-wrap items-center gap-3">
          <OutcomeBadge document={document} />
          {receipt?.returnedBy && (
            <Link href={`${base}/${receipt.returnedBy}`} className={buttonLook({ variant: "link", size: "inline" })}>
              {t("receipts.returned")}
            </Link>
          )}
          {receipt?.basis?.id && receipt.basis.registrationNumber === till.register.registrationNumber && (
            <Link href={`${base}/${receipt.basis.id}`} className={buttonLook({ variant: "link", size: "inline" })}>
              {t("receipts.basis", { number: receipt.basis.number ?? 0 })}
            </Link>
          )}
        </div>
        {document.refusal && (
          <Alert tone="danger" title={t("receipts.refusal", document.refusal)} className="max-w-[560px]" />
        )}
        <div className="flex flex-wrap gap-2">
          <Button size="pos" icon={<Printer className="size-5" aria-hidden="true" />} onClick={() => window.print()}>
            {t("receipts.print")}
          </Button>
          {receipt && (
            <Button size="pos" icon={<Mail className="size-5" aria-hidden="true" />} onClick={() => setMailing(true)}>
              {t("done.email")}
            </Button>
          )}
          {receipt?.kind === "sale" && (
            <RepeatButton documentId={receipt.id} number={document.shiftDocumentNumber} repeatReceipt={repeatReceipt} />
          )}
          {(receipt?.kind === "sale" || receipt?.kind === "purchase") && <ReturnLink receipt={receipt} />}
        </div>
        {mailing && <EmailDialog documentId={document.id} onClose={() => setMailing(false)} />}
      </section>
      <div className="flex w-[500px] shrink-0 flex-col overflow-y-auto border-l bg-muted p-6 max-lg:w-auto max-lg:border-t max-lg:border-l-0 max-md:p-4">
        <PaperView document={document} />
        <div className="no-print mt-4">
          <DocumentFiles
            base={`${base}/${document.id}/file`}
            form={document.form}
            link={receipt?.link ?? null}
            linkLabel={t("paper.link")}
            copy={receipt !== null}
          />
        </div>
      </div>
    </main>
  );
}
