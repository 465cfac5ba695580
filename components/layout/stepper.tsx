"use client";
import { Check, Hourglass } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";

export type Step = {
  readonly label: string;
  readonly note?: ReactNode;
  /** done; current: waits for the reader; us: waits for someone else; next: ahead. */
  readonly state: "done" | "current" | "us" | "next";
};

/** Where one stands in a wizard: a rail on desktops, a bar with «Шаг 2 из 4» on phones. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  const t = useT("ui");
  const at = steps.findIndex(({ state }) => state === "current" || state === "us");
  const here = at === -1 ? steps.length - 1 : at;
  return (
    <nav aria-label={label}>
      <p className="mb-2 text-body lg:hidden">
        <span className="num text-muted-foreground">
          {t("steps.position", { step: here + 1, total: steps.length })}
        </span>{" "}
        <span className="font-medium">{steps[here]?.label}</span>
      </p>
      <ol className="max-lg:flex max-lg:gap-1.5">
        {steps.map((step, index) => {
          const passed = step.state === "done";
          const now = step.state === "current" || step.state === "us";
          return (
            <li
              key={step.label}
              aria-current={now ? "step" : undefined}
              className="relative flex gap-3 pb-6 last:pb-0 max-lg:flex-1 max-lg:pb-0"
            >
              {index < steps.length - 1 && (
                <span
                  aria-hidden="true"
                  className={cn(
                    "absolute top-7 bottom-1 left-[11px] w-px max-lg:hidden",
                    passed ? "bg-primary" : "bg-border-strong",
                  )}
                />
              )}
              <span
                aria-hidden="true"
                className={cn(
                  "num flex size-6 shrink-0 items-center justify-center rounded-full text-caption font-semibold max-lg:hidden",
                  passed && "bg-primary text-primary-foreground",
                  step.state === "current" && "border-2 border-primary text-primary-text",
                  step.state === "us" && "border border-primary text-primary-text",
                  step.state === "next" && "border border-input text-muted-foreground",
                )}
              >
                {passed ? (
                  <Check className="size-3.5" strokeWidth={3} />
                ) : step.state === "us" ? (
                  <Hourglass className="size-3.5" />
                ) : (
                  index + 1
                )}
              </span>
              <span
                aria-hidden="true"
                className={cn("h-1 w-full rounded-full lg:hidden", passed || now ? "bg-primary" : "bg-border-strong")}
              />
              <span className="max-lg:sr-only">
                <span
                  className={cn(
                    "block leading-6",
                    now && "font-semibold",
                    step.state === "next" && "text-muted-foreground",
                  )}
                >
                  {step.label}
                </span>
                {step.note && <span className="block text-caption text-muted-foreground">{step.note}</span>}
                <span className="sr-only">, {t(`steps.${step.state}`)}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** A wizard: the rail at the left, the step at the right. */
export const WizardLayout = ({
  title,
  label,
  steps,
  children,
}: {
  title: ReactNode;
  label: string;
  steps: readonly Step[];
  children: ReactNode;
}) => (
  <>
    <h1 className="text-title font-semibold">{title}</h1>
    <div className="mt-6 grid items-start gap-8 max-lg:gap-4 lg:grid-cols-[220px_minmax(0,560px)]">
      <Stepper label={label} steps={steps} />
      <div className="min-w-0">{children}</div>
    </div>
  </>
);
