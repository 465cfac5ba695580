"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/lib/i18n/client";
import { cn } from "./cn";

/** A number one may have to retype elsewhere: monospace, with a copy button. */
export function CopyText({ text, className }: { text: string; className?: string }) {
  const t = useT("ui");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <span
      className={cn("relative z-10 inline-flex items-center gap-1 font-mono text-[13px] whitespace-nowrap", className)}
    >
      {text}
      <button
        type="button"
        aria-label={copied ? t("copied", { text }) : t("copy", { text })}
        title={copied ? t("copied", { text }) : t("copy", { text })}
        onClick={async () => {
          await navigator.clipboard?.writeText(text);
          setCopied(true);
        }}
        className="inline-flex size-6 items-center justify-center rounded-sm text-subtle-foreground hover:bg-accent hover:text-foreground max-md:size-9"
      >
        {copied ? (
          <Check className="size-3.5 text-success-text" aria-hidden="true" />
        ) : (
          <Copy className="size-3.5" aria-hidden="true" />
        )}
      </button>
    </span>
  );
}
