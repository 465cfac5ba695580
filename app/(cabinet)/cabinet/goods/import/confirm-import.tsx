"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";

/** Says yes to what was shown; what came of it stands on the same page. */
export function ConfirmImport({
  action,
  importId,
  reason,
  label,
}: {
  action: (
    previous: ActionState<{ fresh: number; changed: number }>,
    input: object,
  ) => Promise<ActionState<{ fresh: number; changed: number }>>;
  importId: string;
  reason: string | null;
  label: string;
}) {
  const t = useT("catalog");
  const errorText = useErrorText();
  const toast = useToast();
  const router = useRouter();
  const [busy, start] = useTransition();
  const [wrong, setWrong] = useState<string | null>(null);
  const confirm = () =>
    start(async () => {
      const answer = await action(IDLE, { importId }).catch(
        () => ({ status: "refused", error: { code: "unreachable" } }) as const,
      );
      if (answer.status === "refused") return setWrong(errorText(answer.error));
      if (answer.status !== "done") return;
      toast({ tone: "success", title: t("import.doneToast", answer.value) });
      router.refresh();
    });
  return (
    <>
      {wrong && (
        <p role="alert" className="self-center text-danger-text">
          {wrong}
        </p>
      )}
      <Button variant="primary" busy={busy} reason={reason} onClick={confirm}>
        {label}
      </Button>
    </>
  );
}
