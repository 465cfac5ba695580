"use client";
import { useState } from "react";
import { ReceiptPaper } from "@/components/receipt/paper";
import { cn } from "@/components/ui/cn";
import type { PaperForm } from "@/lib/fiscal/core/document";
import { useT } from "@/lib/i18n/client";
import type { ShownPapers } from "./shown";

const LANGUAGES = ["ru", "kk", "both"] as const;

/** A document on paper, in either language of the law or both; the one on show is the one that is printed. */
export function PaperView({ papers, form, className }: { papers: ShownPapers; form: PaperForm; className?: string }) {
  const t = useT("pos");
  const [language, setLanguage] = useState(form.language);
  return (
    <div className={cn("flex flex-col items-center gap-3", className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame */}
      <div role="group" aria-label={t("paper.language")} className="no-print inline-flex rounded-md bg-muted p-0.5">
        {LANGUAGES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === language}
            onClick={() => setLanguage(each)}
            className={cn(
              "h-8 rounded-sm px-3 text-body max-md:h-10",
              each === language ? "bg-card font-medium ring-1 ring-border" : "text-muted-foreground",
            )}
          >
            {t(`paper.${each}`)}
          </button>
        ))}
      </div>
      <ReceiptPaper paper={papers[language]} qrLabel={t("paper.qr")} print />
    </div>
  );
}
