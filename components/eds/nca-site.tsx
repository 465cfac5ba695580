"use client";
import { ExternalLink } from "lucide-react";
import { buttonLook } from "@/components/ui/button";
import { useT } from "@/lib/i18n/client";

/** Where the national authority gives its program away. */
export function NcaSite({ inline = false }: { inline?: boolean }) {
  const t = useT("eds");
  return (
    <a
      href="https://ncl.pki.gov.kz/"
      target="_blank"
      rel="noreferrer"
      className={buttonLook(inline ? { variant: "link", size: "inline" } : { variant: "ghost" })}
    >
      <ExternalLink className="size-4" aria-hidden="true" />
      {t("dialog.download")}
    </a>
  );
}
