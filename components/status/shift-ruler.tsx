"use client";
import { CircleX, Wifi, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { toneLook } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import { DAY_HOURS, HOUR_MS, shiftTone } from "./shift-tone";

const STROKES: Readonly<Record<string, string>> = {
  neutral: "stroke-primary",
  warning: "stroke-warning",
  danger: "stroke-danger",
};

/** How long the shift has been open, in the words of a clock. */
export function useShiftAge(): (ageMs: number) => string {
  const t = useT("ui");
  return (ageMs) =>
    t("shiftAge", { hours: Math.floor(ageMs / HOUR_MS), minutes: Math.floor((ageMs % HOUR_MS) / 60_000) });
}

/** The mark of a shift: 24 ticks, filled as hours pass; amber from 22, red at 24. */
export function ShiftRuler({ ageMs, className }: { ageMs: number; className?: string }) {
  const t = useT("ui");
  const age = useShiftAge();
  const filled = Math.min(DAY_HOURS, ageMs / HOUR_MS);
  const stroke = STROKES[shiftTone(ageMs)];
  return (
    <svg
      role="img"
      aria-label={t("shiftRuler", { age: age(ageMs) })}
      width="121"
      height="14"
      viewBox="0 0 121 14"
      className={cn("shrink-0", className)}
    >
      {Array.from({ length: DAY_HOURS + 1 }, (_, hour) => (
        <line
          key={String(hour)}
          x1={hour * 5 + 0.5}
          x2={hour * 5 + 0.5}
          y1={hour % 6 === 0 ? 1 : 5}
          y2="13"
          strokeWidth={hour < filled ? 2 : 1}
          className={hour < filled ? stroke : "stroke-border-strong"}
        />
      ))}
    </svg>
  );
}

const OFD_LOOKS = {
  online: { tone: "success", icon: Wifi },
  offline: { tone: "warning", icon: WifiOff },
  blocked: { tone: "danger", icon: CircleX },
} as const;

/** How the register stands with the data operator; read out when it changes. */
export function OfdPill({
  state,
  label,
  detail,
  tall,
}: {
  state: keyof typeof OFD_LOOKS;
  label: ReactNode;
  detail?: ReactNode;
  tall?: boolean;
}) {
  const { tone, icon: Icon } = OFD_LOOKS[state];
  return (
    <span
      role="status"
      className={cn(
        "inline-flex min-w-0 items-center gap-2 rounded-md border px-3 max-lg:gap-1.5 max-lg:px-2",
        tall ? "h-11" : "min-h-9",
        toneLook[tone],
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      <span className="flex min-w-0 items-center gap-x-2 py-0.5 text-body leading-[18px] max-2xl:max-w-72 max-2xl:flex-col max-2xl:items-start max-lg:leading-4">
        <span className="font-semibold whitespace-nowrap">{label}</span>
        {detail && <span className="num max-lg:text-caption max-lg:leading-4">{detail}</span>}
      </span>
    </span>
  );
}
