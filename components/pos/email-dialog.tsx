"use client";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { useTill } from "./till-context";

/** «На e-mail»: the electronic receipt goes to an address that the buyer names. */
export function EmailDialog({ documentId, onClose }: { documentId: string; onClose: () => void }) {
  const t = useT("pos");
  const errorText = useErrorText();
  const toast = useToast();
  const { till, actions } = useTill();
  const [busy, start] = useTransition();
  const [wrong, setWrong] = useState<string | null>(null);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "");
    start(async () => {
      const answer = await actions
        .mailReceipt(IDLE, { registerId: till.register.id, documentId, email })
        .catch(() => ({ status: "refused", error: { code: "unreachable" }, fields: {} }) as const);
      if (answer.status === "refused") return setWrong(errorText(Object.values(answer.fields)[0] ?? answer.error));
      if (answer.status !== "done") return;
      toast({ tone: "success", title: t("done.mailed", { email }) });
      onClose();
    });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <DialogContent title={t("done.emailTitle")} text={t("done.emailText")}>
        <form onSubmit={onSubmit} noValidate className="space-y-4">
          <div>
            <label htmlFor="done-email" className="mb-1.5 block font-medium">
              {t("buyer.email")}
            </label>
            <Input
              id="done-email"
              name="email"
              type="email"
              tall
              autoFocus
              autoComplete="off"
              maxLength={254}
              {...(wrong ? { "aria-invalid": true as const, "aria-describedby": "done-email-error" } : {})}
            />
            {wrong && (
              <p id="done-email-error" role="alert" className="mt-1.5 text-caption text-danger-text">
                {wrong}
              </p>
            )}
          </div>
          <div className="flex justify-end gap-2 border-t pt-4">
            <DialogClose asChild>
              <Button size="lg">{t("cancel")}</Button>
            </DialogClose>
            <Button type="submit" size="lg" variant="primary" keys="Enter" busy={busy}>
              {t("done.send")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
