"use client";
import { Clock, X } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { shiftTone } from "@/components/status";
import { toneLook } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
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

type Told = { readonly name: string; readonly tone: "info" | "warning"; readonly text: ReactNode };

/** Nothing stands in the way of a shift but the law: said from two hours before the day is over. */
function useLongShift(): Told | null {
  const t = useT("pos");
  const { shift } = useTill().till;
  const now = useTillNow();
  if (!shift || shift.tooLong || shiftTone(now.getTime() - shift.openedAt.getTime()) !== "warning") return null;
  const time = formatTime(shift.endsAt).slice(0, 5);
  return {
    name: `long:${shift.number}`,
    tone: "warning",
    text: <b className="font-semibold">{t("shift.endsAt", { time })}</b>,
  };
}

/** A shift that closes by the clock: said a while before, and after it happened, with the way to its report. */
function useClockedShift(): Told | null {
  const t = useT("pos");
  const { till } = useTill();
  const now = useTillNow();
  const { shift, closed, settings } = till;
  const time = settings.autoCloseAt;
  const minutes = shift && time ? minutesTo(time, now) : null;
  if (shift && time && minutes !== null && minutes <= SOON_MINUTES)
    return {
      ...{ name: `soon:${shift.number}`, tone: "info" },
      text: (
        <>
          <b className="font-semibold">{t("shift.closesSoon", { time, minutes })}</b>{" "}
          {settings.withdrawOnClose && t("shift.closesWithdraws")}
        </>
      ),
    };
  if (!closed?.byClock || shift) return null;
  const at = closed.closedAt ? formatTime(closed.closedAt).slice(0, 5) : "";
  return {
    ...{ name: `closed:${closed.number}`, tone: "info" },
    text: (
      <>
        <b className="font-semibold">{t("shift.closedItself", { number: closed.number, time: at })}</b>{" "}
        {t("shift.nextOpens")}{" "}
        {closed.zReportId && (
          <Link
            href={`/pos/${till.register.id}/receipts/${closed.zReportId}`}
            className="font-medium underline underline-offset-4"
          >
            {t("shift.zReport")}
          </Link>
        )}
      </>
    ),
  };
}

/** What the cashier should know of the shift before it matters; each is said until it is put away. */
export function ShiftNotice() {
  const t = useT("pos");
  const [hidden, setHidden] = useState<string | null>(null);
  const clocked = useClockedShift();
  const long = useLongShift();
  const told = clocked ?? long;
  if (told === null || hidden === told.name) return null;
  return (
    <div
      role="status"
      className={cn("no-print flex items-center gap-2 border-b px-4 py-1 text-body max-md:px-3", toneLook[told.tone])}
    >
      <Clock className="size-4 shrink-0" aria-hidden="true" />
      <p className="flex-1">{told.text}</p>
      <IconButton label={t("ofd.bannerClose")} size="iconSm" onClick={() => setHidden(told.name)}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}
