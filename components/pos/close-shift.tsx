"use client";
import { CircleX, LoaderCircle, Printer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useShiftAge } from "@/components/status";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { formatMoney, useErrorText, useT } from "@/lib/i18n/client";
import type { Closing } from "./closing";
import type { TillView } from "./shown";
import { useTill, useTillNow } from "./till-context";

/** Whether closing takes the cash out: not where nothing but a report may be made any more, as in a shift that is too long. */
export const willWithdraw = ({ settings, shift, can }: TillView): boolean =>
  settings.withdrawOnClose && (shift === null || can.placeCash.allowed);

/** What became of a closing that was asked for: looked up, without an answer, or refused. */
function ClosingNotice({ closing }: { closing: Closing }) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { progress, refusal } = closing;
  if (progress === "settling" || progress === "lost")
    return (
      <p role="status" className="flex items-center gap-2 text-body text-muted-foreground">
        <LoaderCircle className="size-4 animate-spin motion-reduce:animate-none" aria-hidden="true" />
        {t(progress === "lost" ? "pay.lost" : "closing.settling")}
      </p>
    );
  if (progress === "unanswered")
    return (
      <Alert
        tone="danger"
        title={t("closing.unanswered")}
        actions={
          <Button variant="primary" onClick={closing.close}>
            {t("unanswered.again")}
          </Button>
        }
      >
        {t("closing.unansweredText")}
      </Alert>
    );
  if (!refusal) return null;
  if (refusal.code === "not_made")
    return (
      <Alert tone="warning" title={t("closing.notMade")}>
        {t("closing.notMadeText")}
      </Alert>
    );
  return (
    <Alert tone="danger" title={refusal.text ? t("closing.refused", { text: refusal.text }) : errorText(refusal)} />
  );
}

/** What the shift came to, in numbers. */
export function ShiftNumbers() {
  const t = useT("pos");
  const { till } = useTill();
  if (!till.shift) return null;
  return (
    <dl className="num grid grid-cols-[1fr_auto] gap-y-2.5 rounded-lg border bg-card p-5 text-lead">
      <dt className="text-muted-foreground">{t("shift.documents")}</dt>
      <dd className="text-right">{till.shift.documents}</dd>
      <dt className="text-muted-foreground">{t("shift.cash")}</dt>
      <dd className="text-right">{formatMoney(till.cashTiyn)}</dd>
      {till.revenueTiyn !== null && (
        <>
          <dt className="border-t pt-2.5 font-semibold">{t("shift.revenue")}</dt>
          <dd className="border-t pt-2.5 text-right font-semibold">{formatMoney(till.revenueTiyn)}</dd>
        </>
      )}
    </dl>
  );
}

/** «Закрыть смену, напечатать Z»: asks once, in numbers. */
export function CloseShiftButton({
  closing,
  reason,
  className,
}: {
  closing: Closing;
  reason?: string | null;
  className?: string;
}) {
  const t = useT("pos");
  const { till } = useTill();
  const [open, setOpen] = useState(false);
  const { close, progress } = closing;
  const busy = progress === "sending" || progress === "lost" || progress === "settling";
  const number = till.shift?.number ?? 0;
  const withdraws = willWithdraw(till) && till.cashTiyn > 0n;
  return (
    <Dialog open={open} onOpenChange={(next) => !busy && setOpen(next)}>
      {!open && <ClosingNotice closing={closing} />}
      <DialogTrigger asChild>
        <Button
          variant="primary"
          size="pos"
          busy={busy}
          reason={reason}
          className={className ?? ""}
          icon={<Printer className="size-5" aria-hidden="true" />}
        >
          {t("shift.close")}
        </Button>
      </DialogTrigger>
      <DialogContent
        alert
        closable={false}
        title={t("shift.closeTitle", { number })}
        text={t(withdraws ? "shift.closeWithdrawText" : "shift.closeText", {
          documents: till.shift?.documents ?? 0,
          revenue: formatMoney(till.revenueTiyn ?? till.cashTiyn),
          cash: formatMoney(till.cashTiyn),
        })}
        footer={
          <>
            <DialogClose asChild>
              <Button size="lg">{t("cancel")}</Button>
            </DialogClose>
            {progress !== "unanswered" && (
              <Button size="lg" variant="primary" busy={busy} onClick={close}>
                {t("shift.close")}
              </Button>
            )}
          </>
        }
      >
        <ClosingNotice closing={closing} />
      </DialogContent>
    </Dialog>
  );
}

/** Sales are stopped: why, what is safe, what to do. The cart beside stays as it was typed. */
export function BlockedPanel({
  children,
  closing,
  kept,
}: {
  children?: ReactNode;
  closing: Closing;
  /** «Набранный чек сохранен…», where there is one. */
  kept: string | null;
}) {
  const t = useT("pos");
  const ui = useT("ui");
  const errorText = useErrorText();
  const age = useShiftAge();
  const now = useTillNow();
  const { till } = useTill();
  const { sell } = till.can;
  const tooLong = till.shift?.tooLong ?? false;
  const cause = till.ofd.blocks[0]?.cause;
  const title =
    tooLong && till.shift
      ? t("blocked.shiftTitle", {
          number: till.shift.number,
          age: age(now.getTime() - till.shift.openedAt.getTime()),
        })
      : cause
        ? ui(`block.${cause}.title`)
        : t("blocked.title");
  const text = tooLong
    ? t("blocked.shiftText")
    : cause
      ? ui(`block.${cause}.text`)
      : sell.allowed
        ? ""
        : errorText(sell.refusal);
  return (
    <section aria-label={t("blocked.label")} className="flex flex-1 flex-col overflow-y-auto p-6 max-md:p-4">
      <div className="mx-auto my-auto w-full max-w-[600px]" role="alert">
        <p className="flex items-center gap-2 text-lead font-medium text-danger-text">
          <CircleX className="size-5" aria-hidden="true" />
          {t("blocked.label")}
        </p>
        <h1 className="mt-3 text-figure font-semibold text-balance">{title}</h1>
        <p className="mt-2 text-lead text-muted-foreground">
          {text} {!tooLong && cause && ui(`block.${cause}.who`)} {kept}
        </p>
        {!tooLong && cause === "ofd" && till.ofd.notice && (
          <p className="mt-2 text-lead">{ui("blockDetail", { text: till.ofd.notice })}</p>
        )}
        {tooLong && (
          <>
            <div className="mt-6">
              <ShiftNumbers />
            </div>
            <CloseShiftButton closing={closing} className="mt-6 h-16 w-full max-md:h-14" />
            <p className="mt-3 text-body text-muted-foreground">
              {t("blocked.once", { number: till.shift?.number ?? 0 })}
            </p>
          </>
        )}
        {children}
      </div>
    </section>
  );
}
