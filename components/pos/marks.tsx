"use client";
import { TriangleAlert } from "lucide-react";
import { OfdPill, ShiftRuler, shiftTone, useShiftAge } from "@/components/status";
import { toneText } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { useErrorText, useT } from "@/lib/i18n/client";
import { useTill, useTillNow } from "./till-context";

const HOUR_MS = 3_600_000;

/** «Смена 185, 7 ч 12 мин» with its ruler; near its end a sign beside it, for colour alone tells nothing to some. */
export function ShiftMark() {
  const t = useT("pos");
  const { till } = useTill();
  const now = useTillNow();
  const age = useShiftAge();
  if (!till.shift) return <p className="text-body text-muted-foreground">{t("shift.closed")}</p>;
  const ageMs = Math.max(0, now.getTime() - till.shift.openedAt.getTime());
  const tone = shiftTone(ageMs);
  const warned = tone !== "neutral";
  return (
    <div className="flex items-center gap-3">
      <div className="leading-4">
        <p className="text-caption text-muted-foreground">{t("shift.number", { number: till.shift.number })}</p>
        <p
          className={cn(
            "num flex items-center gap-1 text-body font-medium whitespace-nowrap",
            warned && toneText[tone],
          )}
          suppressHydrationWarning
        >
          {warned && <TriangleAlert className="size-3.5 shrink-0" role="img" aria-label={t("shift.closeItSoon")} />}
          {age(ageMs)}
        </p>
      </div>
      <span className="max-[1400px]:hidden">
        <ShiftRuler ageMs={ageMs} />
      </span>
    </div>
  );
}

/** «12 не отправлено, осталось 69 ч», as long as anything waits; counted down by the server's clock also while nobody answers. */
function useUnsent(): readonly string[] {
  const t = useT("pos");
  const now = useTillNow();
  const { unsentCount, blocksAt } = useTill().till.ofd;
  if (unsentCount === 0) return [];
  const left = blocksAt && Math.max(0, Math.floor((blocksAt.getTime() - now.getTime()) / HOUR_MS));
  return [t("ofd.unsent", { count: unsentCount }), ...(left === null ? [] : [t("ofd.hoursLeft", { hours: left })])];
}

/** How the register stands with the operator, in one pill: connected, alone, or stopped and why; and what waits to be sent. */
export function LinkMark() {
  const t = useT("pos");
  const ui = useT("ui");
  const errorText = useErrorText();
  const now = useTillNow();
  const unsent = useUnsent();
  const { till } = useTill();
  const { mode, offlineSince, blocks } = till.ofd;
  const { sell } = till.can;
  const pill = (state: "online" | "offline" | "blocked", label: string, why: readonly string[] = []) => (
    <OfdPill state={state} label={label} detail={[...why, ...unsent].filter(Boolean).join(", ")} />
  );
  if (till.shift?.tooLong) return pill("blocked", ui("status.ofd.blocked"), [t("shift.tooLong")]);
  if (mode === "blocked" || !sell.allowed) {
    const cause = blocks[0]?.cause;
    const why = cause ? ui(`block.${cause}.title`) : sell.allowed ? "" : errorText(sell.refusal);
    return pill("blocked", ui("status.ofd.blocked"), [why]);
  }
  if (mode === "online") return pill("online", t("ofd.online"));
  const hours = offlineSince ? Math.floor((now.getTime() - offlineSince.getTime()) / HOUR_MS) : 0;
  return pill("offline", hours > 0 ? t("ofd.offlineHours", { hours }) : ui("status.ofd.offline"));
}
