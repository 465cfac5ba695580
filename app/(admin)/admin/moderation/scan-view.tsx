"use client";
import { ExternalLink, FileText, RotateCw, ZoomIn, ZoomOut } from "lucide-react";
import { useState } from "react";
import { buttonLook, IconButton } from "@/components/ui/button";
import { useT } from "@/lib/i18n/client";

const STEPS = [50, 75, 100, 125, 150, 200, 300] as const;

/** The scan, larger and smaller, turned, or apart. A foreign PDF is only opened apart. */
export function ScanView({ href, name, picture }: { href: string; name: string; picture: boolean }) {
  const t = useT("admin");
  const [step, setStep] = useState(2);
  const [turns, setTurns] = useState(0);
  const zoom = STEPS[step] ?? 100;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-1 border-b bg-card px-4 py-1.5">
        <p className="mr-auto min-w-0 truncate text-caption text-muted-foreground">{name}</p>
        {picture && (
          <>
            <IconButton
              label={t("moderation.zoomOut")}
              size="iconSm"
              disabled={step === 0}
              onClick={() => setStep(step - 1)}
            >
              <ZoomOut className="size-4" aria-hidden="true" />
            </IconButton>
            <span className="num w-12 text-center text-caption">{zoom} %</span>
            <IconButton
              label={t("moderation.zoomIn")}
              size="iconSm"
              disabled={step === STEPS.length - 1}
              onClick={() => setStep(step + 1)}
            >
              <ZoomIn className="size-4" aria-hidden="true" />
            </IconButton>
            <IconButton label={t("moderation.turn")} size="iconSm" onClick={() => setTurns((turns + 1) % 4)}>
              <RotateCw className="size-4" aria-hidden="true" />
            </IconButton>
          </>
        )}
        <a
          href={`${href}?show`}
          target="_blank"
          rel="noreferrer"
          aria-label={t("moderation.openScan")}
          title={t("moderation.openScan")}
          className={buttonLook({ variant: "ghost", size: "iconSm" })}
        >
          <ExternalLink className="size-4" aria-hidden="true" />
        </a>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a place that scrolls by keys, not a group of a form */}
      <div
        role="group"
        aria-label={name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scan larger than its place is scrolled by keys
        tabIndex={0}
        className="min-h-72 flex-1 overflow-auto bg-muted p-5 outline-offset-[-2px]"
      >
        {picture ? (
          // biome-ignore lint/performance/noImgElement: a private file behind a session, not an asset
          <img
            src={`${href}?show`}
            alt={name}
            className="mx-auto block border bg-paper"
            style={{ width: `${Math.round(zoom * 0.78)}%`, transform: `rotate(${turns * 90}deg)` }}
          />
        ) : (
          <div className="flex flex-col items-center gap-4 py-16 text-center text-muted-foreground">
            <FileText className="size-8" strokeWidth={1.5} aria-hidden="true" />
            <p className="max-w-sm">{t("moderation.pdfScan")}</p>
            <a href={href} className={buttonLook({})}>
              {t("moderation.openScan")}
            </a>
          </div>
        )}
      </div>
    </div>
  );
}
