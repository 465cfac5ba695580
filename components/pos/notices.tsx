"use client";
import { WifiOff, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button, buttonLook, IconButton } from "@/components/ui/button";
import { formatTime, useErrorText, useT } from "@/lib/i18n/client";
import { useTill } from "./till-context";
import type { Sale } from "./use-sale";

/** «Нет связи с ОФД с 11:20»: said once, then the pill alone is enough. */
export function OfflineBanner() {
  const t = useT("pos");
  const { till } = useTill();
  const [closedFor, setClosedFor] = useState<number | null>(null);
  const { mode, offlineSince, hoursLeft } = till.ofd;
  if (mode !== "offline" || !offlineSince || closedFor === offlineSince.getTime()) return null;
  return (
    <div
      role="status"
      className="no-print flex items-center gap-2 border-b border-warning-border bg-warning-bg px-4 py-1 text-body text-warning-text max-md:px-3"
    >
      <WifiOff className="size-4 shrink-0" aria-hidden="true" />
      <p className="flex-1">
        <b className="font-semibold">{t("ofd.bannerSince", { time: formatTime(offlineSince).slice(0, 5) })}</b>{" "}
        <span className="max-md:hidden">{t("ofd.bannerText")}</span>{" "}
        {hoursLeft !== null && <span className="num">{t("ofd.bannerLeft", { hours: hoursLeft })}</span>}
      </p>
      <IconButton label={t("ofd.bannerClose")} size="iconSm" onClick={() => setClosedFor(offlineSince.getTime())}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Why the last try made no sale; or a sale that waits for its answer and for the cashier. */
export function SaleNotice({ sale }: { sale: Sale }) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { till } = useTill();
  if (sale.progress === "unanswered")
    return (
      <Alert
        tone="danger"
        className="m-3"
        title={t("unanswered.title")}
        actions={
          <>
            <Button variant="primary" onClick={sale.askAgain}>
              {t("unanswered.again")}
            </Button>
            <Link href={`/pos/${till.register.id}/receipts`} className={buttonLook()}>
              {t("nav.receipts")}
            </Link>
            <Button variant="ghost" onClick={sale.giveUp}>
              {t("unanswered.giveUp")}
            </Button>
          </>
        }
      >
        {t("unanswered.text")}
      </Alert>
    );
  if (!sale.refusal) return null;
  const { refusal } = sale;
  const signedOut = refusal.code === "signed_out";
  return (
    <Alert
      tone="danger"
      className="m-3"
      title={refusal.text ? t("refused.title", { text: refusal.text }) : errorText(refusal)}
      actions={
        signedOut ? (
          <Link href={`/pos/sign-in?next=/pos/${till.register.id}`} className={buttonLook({ variant: "primary" })}>
            {t("refused.signIn")}
          </Link>
        ) : (
          <IconButton label={t("refused.close")} onClick={sale.forgetRefusal}>
            <X className="size-4" aria-hidden="true" />
          </IconButton>
        )
      }
    >
      {t("refused.kept")}
    </Alert>
  );
}
