"use client";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { IDLE } from "@/lib/http/state";
import { useErrorText } from "@/lib/i18n/client";
import { resendAction } from "./actions";

/** «Отправить письмо повторно». */
export function ResendLetter({ label, done }: { label: string; done: string }) {
  const [busy, start] = useTransition();
  const toast = useToast();
  const errorText = useErrorText();
  const send = () =>
    start(async () => {
      const answer = await resendAction(IDLE, {});
      if (answer.status === "done") toast({ title: done });
      else if (answer.status === "refused") toast({ tone: "warning", title: errorText(answer.error) });
    });
  return (
    <Button variant="link" size="inline" className="basis-full justify-start" busy={busy} onClick={send}>
      {label}
    </Button>
  );
}
