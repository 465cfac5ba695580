import { Fragment } from "react";
import { cn } from "@/components/ui/cn";
import type { DrawnPaper, QrPath } from "./draw";

/** The QR of a receipt. */
export const Qr = ({ qr, label, className }: { qr: QrPath; label: string; className?: string }) => (
  <svg
    viewBox={`0 0 ${qr.side} ${qr.side}`}
    role="img"
    aria-label={label}
    shapeRendering="crispEdges"
    className={cn("size-[140px]", className)}
  >
    <path d={qr.path} fill="currentColor" />
  </svg>
);

/**
 * Letters by the columns of the paper: a sign is 0.6 em wide, so that a line fits a phone between the margins of page and paper, and
 * the roll or sheet that it is printed on.
 */
const LETTERS: Readonly<Record<number, string>> = {
  32: "text-[min(11px,calc((100vw-66px)/19.2))] print:text-[7pt] [page:roll-58]",
  36: "text-[min(11px,calc((100vw-66px)/21.6))] print:text-[6.2pt] [page:roll-58]",
  80: "text-[min(11px,calc((100vw-66px)/48))] print:text-[10pt] [page:sheet]",
};
const LETTERS_OF_80_MM = "text-[min(11px,calc((100vw-66px)/28.8))] print:text-[7pt] [page:roll-80]";

/**
 * Paper as it leaves the printer: white in both themes, monospaced, torn below. With `print` it alone goes to the printer
 * when the page is printed.
 */
export function ReceiptPaper({
  paper,
  qrLabel,
  print,
  className,
}: {
  paper: DrawnPaper;
  qrLabel: string;
  print?: boolean;
  className?: string;
}) {
  return (
    <div
      className={cn(
        "w-max max-w-full [filter:drop-shadow(0_0_0.75px_oklch(0.5_0.01_250/0.55))_drop-shadow(0_1px_1px_oklch(0.4_0.01_250/0.12))] print:filter-none",
        className,
      )}
      {...(print ? { "data-print": "" } : {})}
    >
      <article
        // biome-ignore lint/a11y/noNoninteractiveTabindex: paper wider than a phone is scrolled by keys
        tabIndex={0}
        className="tear-b overflow-x-auto bg-paper px-4 pt-5 pb-9 text-paper-ink print:overflow-visible print:bg-transparent print:mask-none print:p-0 print:text-black"
      >
        <div className={cn("font-mono", LETTERS[paper.columns] ?? LETTERS_OF_80_MM, "leading-[1.36]")}>
          {paper.lines.map((line, index) => (
            <Fragment key={String(index)}>
              {paper.qr?.afterLine === index && (
                <div className="my-2 flex justify-center">
                  <Qr qr={paper.qr} label={qrLabel} />
                </div>
              )}
              <pre
                className={cn(
                  "min-h-[1.36em] font-mono",
                  line.bold && "font-bold",
                  line.big && "text-[1.5em] leading-[1.4]",
                )}
              >
                {line.text}
              </pre>
            </Fragment>
          ))}
          {paper.qr && paper.qr.afterLine >= paper.lines.length && (
            <div className="my-2 flex justify-center">
              <Qr qr={paper.qr} label={qrLabel} />
            </div>
          )}
        </div>
      </article>
    </div>
  );
}
