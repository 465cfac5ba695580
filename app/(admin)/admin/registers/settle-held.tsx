"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, RadioField, SubmitButton, TextareaField } from "@/components/form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { useT } from "@/lib/i18n/client";
import { limits } from "@/lib/kernel";
import { settleHeldAction } from "./actions";

const VERDICTS = ["resend", "withdraw"] as const;

/** Settles the document that holds a register: it goes again or is withdrawn, with a reason either way. */
export function SettleHeld({ tenantId, registerId, name }: { tenantId: string; registerId: string; name: string }) {
  const t = useT("admin");
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant="dangerOutline">
          {t("registers.settle")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("registers.settleTitle")} text={t("registers.settleText", { name })}>
        <Form
          action={settleHeldAction}
          onDone={() => {
            setOpen(false);
            toast({ title: t("registers.settleDone") });
            router.refresh();
          }}
        >
          <input type="hidden" name="tenantId" value={tenantId} />
          <input type="hidden" name="registerId" value={registerId} />
          <RadioField
            name="verdict"
            label={t("registers.verdict")}
            defaultValue="resend"
            options={VERDICTS.map((value) => ({
              value,
              label: t(`registers.${value}`),
              help: t(`registers.${value}Help`),
            }))}
          />
          <TextareaField name="reason" label={t("registers.reason")} maxLength={limits.commentLengthMax} required />
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <DialogClose asChild>
              <Button>{t("registers.cancel")}</Button>
            </DialogClose>
            <SubmitButton variant="danger">{t("registers.settleVerb")}</SubmitButton>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
