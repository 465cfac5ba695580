"use client";
import { CloudAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { useT } from "@/lib/i18n/client";

/** Something broke: what happened, what is safe, what to do, and the number to tell us. */
export function ErrorState({
  title,
  text,
  requestId,
  retry,
  actions,
}: {
  title?: ReactNode;
  text?: ReactNode;
  requestId?: string | undefined;
  retry?: () => void;
  actions?: ReactNode;
}) {
  const t = useT("ui");
  return (
    <div className="px-5 py-16 text-center max-md:py-10" role="alert">
      <CloudAlert className="mx-auto size-8 text-subtle-foreground" strokeWidth={1.5} aria-hidden="true" />
      <h1 className="mt-3 text-lead font-semibold">{title ?? t("error.title")}</h1>
      <p className="mx-auto mt-1 max-w-md text-muted-foreground">{text ?? t("error.text")}</p>
      <div className="mt-5 flex flex-wrap items-center justify-center gap-3">
        {retry && (
          <Button variant="primary" icon={<RotateCw className="size-4" aria-hidden="true" />} onClick={retry}>
            {t("error.retry")}
          </Button>
        )}
        {actions}
        {requestId && <CopyText text={requestId} className="rounded-md border border-input bg-card px-3 py-1.5" />}
      </div>
    </div>
  );
}
