"use client";
import { CloudOff, LoaderCircle, WifiOff, X } from "lucide-react";
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
        {till.can.sell.allowed && <span className="max-md:hidden">{t("ofd.bannerText")}</span>}{" "}
        {hoursLeft !== null && <span className="num">{t("ofd.bannerLeft", { hours: hoursLeft })}</span>}
      </p>
      <IconButton label={t("ofd.bannerClose")} size="iconSm" onClick={() => setClosedFor(offlineSince.getTime())}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** «Нет связи с сервисом»: our own server does not answer. It goes by itself. */
export function ServerBanner() {
  const t = useT("pos");
  const { reachable } = useTill();
  return (
    <div role="status" className="no-print">
      {!reachable && (
        <p className="flex items-center gap-2 border-b border-danger-border bg-danger-bg px-4 py-2 text-body text-danger-text max-md:px-3">
          <CloudOff className="size-4 shrink-0" aria-hidden="true" />
          <span>
            <b className="font-semibold">{t("server.lost")}</b> {t("server.lostText")}
          </span>
        </p>
      )}
    </div>
  );
}

/** Why the last try made no sale; or a sale that waits for its answer and for the cashier. */
export function SaleNotice({
  sale,
}: {
  sale: Pick<Sale, "progress" | "refusal" | "askAgain" | "giveUp" | "canSendAgain" | "forgetRefusal">;
}) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { till } = useTill();
  if (sale.progress === "settling")
    return (
      <p role="status" className="m-3 flex items-center gap-2 text-body text-muted-foreground">
        <LoaderCircle className="size-4 animate-spin motion-reduce:animate-none" aria-hidden="true" />
        {t("unanswered.settling")}
      </p>
    );
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
            {sale.canSendAgain && (
              <Button variant="ghost" onClick={sale.giveUp}>
                {t("unanswered.giveUp")}
              </Button>
            )}
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
      tone={refusal.code === "not_made" ? "warning" : "danger"}
      className="m-3"
      title={
        refusal.code === "not_made"
          ? t("unanswered.notMade")
          : refusal.text
            ? t("refused.title", { text: refusal.text })
            : errorText(refusal)
      }
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
      {t(refusal.code === "not_made" ? "unanswered.notMadeText" : "refused.kept")}
    </Alert>
  );
}
