"use client";
import { Circle, CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import type { EdsView } from "./eds-dialog";

type State = "done" | "current" | "failed" | "ahead";

const STEPS = ["stepFind", "stepKey", "stepSign", "stepCheck"] as const;

/** NCALayer answers once for choosing and signing, so both are done together when the signature is here. */
function statesOf(view: EdsView): readonly State[] {
  if (view.step === "finding") return ["current", "ahead", "ahead", "ahead"];
  if (view.step === "signing") return ["done", "current", "ahead", "ahead"];
  if (view.step === "checking") return ["done", "done", "done", "current"];
  if (view.step === "done") return ["done", "done", "done", "done"];
  if (view.step === "failed" && view.failure.kind === "refused") return ["done", "done", "done", "failed"];
  return ["done", "failed", "ahead", "ahead"];
}

const ICONS = {
  done: <CircleCheck className="size-[18px] text-success-text" aria-hidden="true" />,
  current: <LoaderCircle className="size-[18px] text-primary-text motion-safe:animate-spin" aria-hidden="true" />,
  failed: <CircleX className="size-[18px] text-danger-text" aria-hidden="true" />,
  ahead: <Circle className="size-[18px]" aria-hidden="true" />,
};

/** The path of a signature, with the time the current step takes. */
export function EdsSteps({ view }: { view: EdsView }) {
  const t = useT("eds");
  const words = {
    done: t("dialog.stateDone"),
    current: t("dialog.stateCurrent"),
    failed: t("dialog.stateFailed"),
    ahead: t("dialog.stateAhead"),
  };
  const states = statesOf(view);
  return (
    <ol className="space-y-3">
      {STEPS.map((step, index) => {
        const state = states[index] ?? "ahead";
        const isNow = state === "current" || state === "failed";
        return (
          <li
            key={step}
            aria-current={state === "current" ? "step" : undefined}
            className={cn(
              "flex items-center gap-3",
              isNow && "font-medium",
              state === "ahead" && "text-subtle-foreground",
            )}
          >
            {ICONS[state]}
            <span>
              {t(`dialog.${step}`)}
              <span className="sr-only"> ({words[state]})</span>
            </span>
            {state === "current" && "since" in view && <Elapsed since={view.since} />}
          </li>
        );
      })}
    </ol>
  );
}

/** Minutes and seconds since a moment. Not read out: it would talk without end. */
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return (
    <span className="num ml-auto text-caption font-normal text-muted-foreground" aria-hidden="true">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
    </span>
  );
}
