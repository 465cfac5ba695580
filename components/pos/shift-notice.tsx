"use client";
import { Clock, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { lastMomentOf } from "@/lib/fiscal/core/auto-close";
import { formatTime, useT } from "@/lib/i18n/client";
import { useTill, useTillNow } from "./till-context";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** So long before its time the till says that the shift will close. */
const SOON_MINUTES = 15;

/** Minutes until the clock shows this time again, counted up. */
const minutesTo = (time: string, now: Date): number =>
  Math.ceil((lastMomentOf(time, now).getTime() + DAY_MS - now.getTime()) / MINUTE_MS);

/** A shift that closes by the clock: said a while before, and after it happened, with the way to its report. */
export function ShiftNotice() {
  const t = useT("pos");
  const { till } = useTill();
  const now = useTillNow();
  const [hidden, setHidden] = useState<string | null>(null);
  const { shift, closed, settings } = till;
  const time = settings.autoCloseAt;
  const minutes = shift && time ? minutesTo(time, now) : null;
  const soon = shift && minutes !== null && minutes <= SOON_MINUTES;
  const name = soon ? `soon:${shift.number}` : closed?.byClock && !shift ? `closed:${closed.number}` : null;
  if (name === null || hidden === name) return null;
  return (
    <div
      role="status"
      className="no-print flex items-center gap-2 border-b border-info-border bg-info-bg px-4 py-1 text-body text-info-text max-md:px-3"
    >
      <Clock className="size-4 shrink-0" aria-hidden="true" />
      {soon ? (
        <p className="flex-1">
          <b className="font-semibold">{t("shift.closesSoon", { time: time ?? "", minutes: minutes ?? 0 })}</b>{" "}
          {settings.withdrawOnClose && t("shift.closesWithdraws")}
        </p>
      ) : (
        <p className="flex-1">
          <b className="font-semibold">
            {t("shift.closedItself", {
              number: closed?.number ?? 0,
              time: closed?.closedAt ? formatTime(closed.closedAt).slice(0, 5) : "",
            })}
          </b>{" "}
          {t("shift.nextOpens")}{" "}
          {closed?.zReportId && (
            <Link
              href={`/pos/${till.register.id}/receipts/${closed.zReportId}`}
              className="font-medium underline underline-offset-4"
            >
              {t("shift.zReport")}
            </Link>
          )}
        </p>
      )}
      <IconButton label={t("ofd.bannerClose")} size="iconSm" onClick={() => setHidden(name)}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}
