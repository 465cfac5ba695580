"use client";
import { useOptimistic, useTransition } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { useToast } from "@/components/ui/toast";
import { IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { saveDivisionsAction } from "./actions";

/** «Вести учет по подразделениям»: saved as it is ticked. */
export function DivisionsRow({ on }: { on: boolean }) {
  const t = useT("cabinet");
  const toast = useToast();
  const errorText = useErrorText();
  const [shown, show] = useOptimistic(on);
  const [busy, start] = useTransition();
  const change = (next: boolean) =>
    start(async () => {
      show(next);
      const answer = await saveDivisionsAction(IDLE, next ? { divisions: "on" } : {});
      if (answer.status === "done") toast({ title: t("profile.saved") });
      else if (answer.status === "refused") toast({ tone: "danger", title: errorText(answer.error) });
    });
  return (
    <Checkbox
      label={<span className="font-medium">{t("profile.divisionsOn")}</span>}
      checked={shown}
      aria-busy={busy || undefined}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}
