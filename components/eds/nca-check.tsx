"use client";
import { CircleCheck, Laptop, LoaderCircle, TriangleAlert } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { NcaAddresses } from "@/lib/eds/input";
import { useT } from "@/lib/i18n/client";
import { localAccess } from "./local-access";
import { greetNca } from "./nca-client";
import { NcaSite } from "./nca-site";

type Seen =
  | { readonly at: "looking" | "absent" | "denied" | "unasked" }
  | { readonly at: "found"; readonly version: string; readonly isDemo: boolean };

const LOOKS = {
  looking: {
    tone: "border-info-border bg-info-bg text-info-text",
    icon: <LoaderCircle className="motion-safe:animate-spin" />,
  },
  unasked: { tone: "border-info-border bg-info-bg text-info-text", icon: <Laptop /> },
  found: { tone: "border-success-border bg-success-bg text-success-text", icon: <CircleCheck /> },
  absent: { tone: "border-warning-border bg-warning-bg text-warning-text", icon: <TriangleAlert /> },
  denied: { tone: "border-warning-border bg-warning-bg text-warning-text", icon: <TriangleAlert /> },
} as const;

/**
 * Says before anything is asked whether NCALayer runs here, and what to do when it does not. Where the browser would have to ask
 * the person first, it waits for a press instead of raising that question by itself.
 */
export function NcaCheck({ addresses, children }: { addresses: NcaAddresses; children: ReactNode }) {
  const t = useT("eds");
  const [seen, setSeen] = useState<Seen>({ at: "looking" });
  const look = useCallback(
    async (mayAsk: boolean) => {
      setSeen({ at: "looking" });
      const access = await localAccess();
      if (access === "denied") return setSeen({ at: "denied" });
      if (access === "prompt" && !mayAsk) return setSeen({ at: "unasked" });
      setSeen(await firstOf(addresses));
    },
    [addresses],
  );
  useEffect(() => void look(false), [look]);
  const { tone, icon } = LOOKS[seen.at];
  const words = {
    looking: () => t("check.looking"),
    unasked: () => t("check.unasked"),
    absent: () => t("check.absent"),
    denied: () => t("check.denied"),
    found: () => {
      if (seen.at !== "found") return "";
      return seen.isDemo ? t("check.demo") : t("check.found", { version: seen.version });
    },
  }[seen.at]();
  return (
    <div
      className={cn(
        "mt-4 flex items-start gap-2.5 rounded-md border px-3 py-2.5 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0",
        tone,
      )}
    >
      {icon}
      <div className="min-w-0 flex-1">
        <p>{children}</p>
        <p role="status" className="mt-1 font-medium">
          {words}
        </p>
        {seen.at !== "found" && seen.at !== "looking" && (
          <p className="mt-2 flex flex-wrap gap-x-4 gap-y-2">
            <Button size="sm" onClick={() => look(true)}>
              {t("check.again")}
            </Button>
            <NcaSite inline />
          </p>
        )}
      </div>
    </div>
  );
}

/** The program of the national authority counts before the demo's. */
async function firstOf(addresses: NcaAddresses): Promise<Seen> {
  const answers = await Promise.all(
    addresses.map(async ({ url, kind }) => ({ version: await greetNca(url), isDemo: kind === "demo" })),
  );
  const [found] = answers.filter(({ version }) => version !== null).sort((a, b) => Number(a.isDemo) - Number(b.isDemo));
  return found ? { at: "found", version: found.version ?? "", isDemo: found.isDemo } : { at: "absent" };
}
