"use client";
import { Stamp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import type { IssuedCard } from "@/lib/registers";

/** «Выдать РНМ»: pressed twice it answers the same number. */
export function IssueButton({
  action,
  tenantId,
  registerId,
}: {
  action: (previous: ActionState<IssuedCard>, input: object) => Promise<ActionState<IssuedCard>>;
  tenantId: string;
  registerId: string;
}) {
  const t = useT("demo");
  const errorText = useErrorText();
  const toast = useToast();
  const router = useRouter();
  const [busy, start] = useTransition();
  const issue = () =>
    start(async () => {
      const answer = await action(IDLE, { tenantId, registerId });
      if (answer.status === "refused") return toast({ tone: "danger", title: errorText(answer.error) });
      if (answer.status === "done")
        toast({ title: t("taxOffice.issuedToast", { number: answer.value.registrationNumber }) });
      router.refresh();
    });
  return (
    <Button
      size="sm"
      variant="primary"
      busy={busy}
      icon={<Stamp className="size-4" aria-hidden="true" />}
      onClick={issue}
    >
      {t("taxOffice.issue")}
    </Button>
  );
}
