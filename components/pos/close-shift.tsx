"use client";
import { CircleX, Printer } from "lucide-react";
import { type ReactNode, useRef, useState, useTransition } from "react";
import { newKey } from "@/components/form/key";
import { useShiftAge } from "@/components/status";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { IDLE, type ShownRefusal } from "@/lib/http/state";
import { formatMoney, useErrorText, useT } from "@/lib/i18n/client";
import type { ShownDocument } from "./shown";
import { useTill, useTillNow } from "./till-context";

/** Asks for the Z-report; the same key serves until an answer came, so a lost answer closes nothing twice. */
export function useCloseShift(onClosed: (report: ShownDocument) => void) {
  const { till, actions, refresh } = useTill();
  const [busy, start] = useTransition();
  const [refusal, setRefusal] = useState<ShownRefusal | null>(null);
  const key = useRef(newKey());
  const close = () =>
    start(async () => {
      const answer = await actions
        .closeShift(IDLE, { registerId: till.register.id, key: key.current })
        .catch(() => ({ status: "refused", error: { code: "unreachable" } }) as const);
      if (answer.status === "refused") return setRefusal(answer.error);
      if (answer.status !== "done") return;
      key.current = newKey();
      setRefusal(null);
      onClosed(answer.value.document);
      refresh();
    });
  return { close, busy, refusal };
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
  onClosed,
  reason,
  className,
}: {
  onClosed: (report: ShownDocument) => void;
  reason?: string | null;
  className?: string;
}) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { till } = useTill();
  const [open, setOpen] = useState(false);
  const { close, busy, refusal } = useCloseShift((report) => {
    setOpen(false);
    onClosed(report);
  });
  const number = till.shift?.number ?? 0;
  const withdraws = till.settings.withdrawOnClose && till.cashTiyn > 0n;
  return (
    <Dialog open={open} onOpenChange={(next) => !busy && setOpen(next)}>
      <DialogTrigger asChild>
        <Button
          variant="primary"
          size="pos"
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
            <Button size="lg" variant="primary" busy={busy} onClick={close}>
              {t("shift.close")}
            </Button>
          </>
        }
      >
        {refusal && <Alert tone="danger" title={errorText(refusal)} />}
      </DialogContent>
    </Dialog>
  );
}

/** Sales are stopped: why, what is safe, what to do. The cart beside stays as it was typed. */
export function BlockedPanel({
  children,
  onClosed,
  kept,
}: {
  children?: ReactNode;
  onClosed: (report: ShownDocument) => void;
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
            <CloseShiftButton onClosed={onClosed} className="mt-6 h-16 w-full max-md:h-14" />
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
