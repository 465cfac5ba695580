"use client";
import { Archive, CircleCheck, Link2, Mail, Printer, QrCode } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { DocumentFiles } from "@/components/receipt/document-files";
import { Qr } from "@/components/receipt/paper";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useToast } from "@/components/ui/toast";
import { formatMoney, useT } from "@/lib/i18n/client";
import { type Tiyn, tiyn } from "@/lib/kernel";
import type { ShownDocument } from "./shown";
import { useTill } from "./till-context";
import { useKeys } from "./use-keys";

type T = ReturnType<typeof useT<"pos">>;

type Glance = {
  readonly label: "total.total" | "shift.revenue" | "pay.change" | "done.backByCard" | "done.takeIn" | "done.payOut";
  readonly sum: Tiyn;
};

/** The one sum that hands are busy with now: the change, or what leaves the drawer, or what comes into it. */
function glanceOf({ kind, takenTiyn, changeTiyn, totalTiyn }: ShownDocument): Glance {
  const cash = takenTiyn !== null && takenTiyn > 0n ? tiyn(takenTiyn - (changeTiyn ?? 0n)) : null;
  if (kind === "sale")
    return { label: changeTiyn === null ? "total.total" : "pay.change", sum: changeTiyn ?? totalTiyn };
  if (kind === "z_report") return { label: "shift.revenue", sum: totalTiyn };
  if (cash === null) return { label: kind === "sale_return" ? "done.backByCard" : "total.total", sum: totalTiyn };
  return { label: kind === "purchase_return" ? "done.takeIn" : "done.payOut", sum: cash };
}

/** «Чек 12 принят ОФД», of each kind in its own words. */
function doneText(t: T, { kind, shiftNumber, shiftDocumentNumber }: ShownDocument, autonomous: boolean): string {
  if (kind === "z_report") return t(autonomous ? "closing.kept" : "reports.zDone", { number: shiftNumber });
  const number = { number: shiftDocumentNumber };
  if (kind === "sale_return" || kind === "purchase_return")
    return t(autonomous ? "done.returnKept" : "done.returned", number);
  return t(autonomous ? "done.kept" : "done.accepted", number);
}

/** What came of it, in the order of a glance: done or kept, the change, the sums, the sign. */
function Outcome({ document, autonomous }: { document: ShownDocument; autonomous: boolean }) {
  const t = useT("pos");
  const { till } = useTill();
  const { label, sum } = glanceOf(document);
  const sign = autonomous ? document.offlineSign : document.fiscalSign;
  const Icon = autonomous ? Archive : CircleCheck;
  return (
    <>
      <h1
        className={cn(
          "flex items-center gap-2 text-lead font-medium",
          autonomous ? "text-warning-text" : "text-success-text",
        )}
      >
        <Icon className="size-5 shrink-0" aria-hidden="true" />
        {doneText(t, document, autonomous)}
      </h1>
      <div className="mt-6" aria-live="assertive">
        <p className="text-title font-medium text-muted-foreground">{t(label)}</p>
        <p className="num text-[64px] leading-[72px] font-semibold tracking-[-0.03em] max-md:text-[44px] max-md:leading-[52px]">
          {formatMoney(sum)}
        </p>
      </div>
      <dl className="num mt-6 grid grid-cols-[1fr_auto] gap-y-2 border-t pt-4 text-lead">
        {sum !== document.totalTiyn && (
          <>
            <dt className="text-muted-foreground">{t("total.total")}</dt>
            <dd className="text-right">{formatMoney(document.totalTiyn)}</dd>
          </>
        )}
        {document.kind === "sale" && document.takenTiyn !== null && (
          <>
            <dt className="text-muted-foreground">{t("done.taken")}</dt>
            <dd className="text-right">{formatMoney(document.takenTiyn)}</dd>
          </>
        )}
        {sign !== null && (
          <>
            <dt className="text-muted-foreground">{t(autonomous ? "done.offlineSign" : "done.fiscalSign")}</dt>
            <dd className="text-right font-mono text-body leading-6">{sign}</dd>
          </>
        )}
      </dl>
      {autonomous && document.kind !== "z_report" && (
        <p className="mt-4 text-body text-muted-foreground">
          {t("done.valid", { count: Math.max(1, till.ofd.unsentCount) })}
        </p>
      )}
    </>
  );
}

const TOOL =
  "flex h-14 items-center justify-center gap-2 rounded-md border border-input bg-card text-body font-medium hover:bg-accent max-md:flex-col max-md:gap-0.5 max-md:text-caption";

const EmailDialog = dynamic(() => import("./email-dialog").then((part) => part.EmailDialog), { ssr: false });

/** The same document as files, and the address of the buyer's copy to hand on. */
function DoneFiles({ document }: { document: ShownDocument }) {
  const t = useT("pos");
  const toast = useToast();
  const { registerId, id, link, form } = document;
  const copy = async () => {
    await navigator.clipboard?.writeText(new URL(link ?? "", location.origin).href);
    toast({ tone: "success", title: t("done.linkCopied") });
  };
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2 [&>div]:contents">
      {link && (
        <Button size="sm" icon={<Link2 className="size-4" aria-hidden="true" />} onClick={copy}>
          {t("done.copyLink")}
        </Button>
      )}
      <DocumentFiles
        base={`/pos/${registerId}/receipts/${id}/file`}
        form={form}
        link={link}
        linkLabel={t("paper.link")}
      />
    </div>
  );
}

/** After the sale: change in big digits, paper, and Enter for the next buyer. */
export function DonePanel({
  document,
  autonomous,
  onNext,
}: {
  document: ShownDocument;
  autonomous: boolean;
  onNext: () => void;
}) {
  const t = useT("pos");
  const [qr, setQr] = useState(false);
  const [mailing, setMailing] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  const code = document.papers.ru.qr;
  // A report is nobody's receipt: there is no buyer to show or to send it to.
  const isReceipt = document.link !== null;
  const print = () => window.print();
  const showQr = () => code && setQr(true);
  const mail = () => document.link && setMailing(true);
  useEffect(() => next.current?.focus(), []);
  // The same keys with the Cyrillic layout on.
  useKeys({ enter: onNext, p: print, "\u0437": print, q: showQr, "\u0439": showQr, e: mail, "\u0443": mail });
  return (
    <section aria-label={t("done.label")} className="flex flex-1 flex-col p-6 max-md:p-4">
      <div className="mx-auto my-auto w-full max-w-[560px]">
        <Outcome document={document} autonomous={autonomous} />
        <div className={cn("mt-8 grid gap-2", isReceipt && "grid-cols-3")}>
          <button type="button" className={TOOL} onClick={print}>
            <Printer className="size-5" aria-hidden="true" />
            {t("done.print")}
            <Kbd className="ml-1">P</Kbd>
          </button>
          {isReceipt && (
            <>
              <button type="button" className={TOOL} onClick={showQr} disabled={!code}>
                <QrCode className="size-5" aria-hidden="true" />
                {t("done.qr")}
                <Kbd className="ml-1">Q</Kbd>
              </button>
              <button type="button" className={TOOL} onClick={mail} disabled={!document.link}>
                <Mail className="size-5" aria-hidden="true" />
                {t("done.email")}
                <Kbd className="ml-1">E</Kbd>
              </button>
            </>
          )}
        </div>
        <Button
          ref={next}
          variant="primary"
          size="pos"
          keys="Enter"
          onClick={onNext}
          className="mt-3 h-[72px] w-full text-title"
        >
          {t("done.next")}
        </Button>
        <DoneFiles document={document} />
      </div>
      {mailing && <EmailDialog documentId={document.id} onClose={() => setMailing(false)} />}
      <Dialog open={qr} onOpenChange={setQr}>
        <DialogContent title={t("done.qrTitle")} text={t("done.qrText")}>
          {code && (
            <span className="mx-auto block w-max rounded-lg bg-paper p-4 text-paper-ink">
              <Qr qr={code} label={t("paper.qr")} className="size-64" />
            </span>
          )}
        </DialogContent>
      </Dialog>
    </section>
  );
}
