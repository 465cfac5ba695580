import { FileDown, Link2, Printer } from "lucide-react";
import { buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { PaperForm } from "@/lib/fiscal/core/document";

const FILES = [
  { as: "pdf", size: "80", label: "PDF 80 mm" },
  { as: "pdf", size: "58", label: "PDF 58 mm" },
  { as: "pdf", size: "a4", label: "PDF A4" },
  { as: "escpos", size: "80", label: "ESC/POS 80 mm" },
  { as: "escpos", size: "58", label: "ESC/POS 58 mm" },
] as const;

/** A document as files: PDF for people, ESC/POS bytes for a receipt printer, and the address of the buyer's copy. */
export function DocumentFiles({
  base,
  form: { size: printed, language },
  link,
  linkLabel,
  copy = false,
}: {
  /** The address of the handler that makes the files. */
  base: string;
  /** What it was printed on. A roll of 58 mm stays the one of its register, of 32 signs or of 36. */
  form: PaperForm;
  link: string | null;
  linkLabel: string;
  /** Made after the first paper: it says «ДУБЛИКАТ». */
  copy?: boolean;
}) {
  return (
    <div className="flex flex-wrap gap-2">
      {link && (
        <a href={link} className={cn(buttonLook({ size: "sm" }))}>
          <Link2 className="size-4" aria-hidden="true" />
          {linkLabel}
        </a>
      )}
      {FILES.map(({ as, size, label }) => (
        <a
          key={label}
          href={`${base}?as=${as}&size=${size === "58" && printed === "58-narrow" ? printed : size}&lang=${language}${copy ? "&copy=1" : ""}`}
          className={buttonLook({ size: "sm" })}
          {...(as === "escpos" ? { download: "" } : {})}
        >
          {as === "pdf" ? (
            <FileDown className="size-4" aria-hidden="true" />
          ) : (
            <Printer className="size-4" aria-hidden="true" />
          )}
          {label}
        </a>
      ))}
    </div>
  );
}
