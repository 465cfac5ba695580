"use client";
import { useEffect, useState } from "react";
import { ReceiptPaper } from "@/components/receipt/paper";
import { cn } from "@/components/ui/cn";
import type { PaperForm } from "@/lib/fiscal/core/document";
import { useT } from "@/lib/i18n/client";
import { printsAtOnce } from "./printing";
import type { ShownPapers } from "./shown";

const LANGUAGES = ["ru", "kk", "both"] as const;

type Paper = { readonly papers: ShownPapers; readonly form: PaperForm };

/** Printed as soon as it stands here, where this browser's cashier wants that. */
function usePrinting(atOnce: boolean): void {
  useEffect(() => {
    if (atOnce && printsAtOnce()) window.print();
  }, [atOnce]);
}

/**
 * A document on paper, in either language of the law or both; the one on show is the one that is printed, with its slip on a sheet
 * of its own. `atOnce`: it was made just now.
 */
export function PaperView({
  document: { papers, form },
  slip,
  atOnce = false,
  className,
}: {
  document: Paper;
  slip?: Paper | undefined;
  atOnce?: boolean;
  className?: string;
}) {
  const t = useT("pos");
  const [language, setLanguage] = useState(form.language);
  usePrinting(atOnce);
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
      {slip && (
        <ReceiptPaper paper={slip.papers[language]} qrLabel={t("paper.qr")} print className="print:break-before-page" />
      )}
    </div>
  );
}
