"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, SubmitButton, TextareaField } from "@/components/form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { useT } from "@/lib/i18n/client";
import { limits } from "@/lib/kernel";
import { closeAlarmAction } from "./actions";

type Alarm = {
  readonly tenantId: string;
  readonly registerId: string;
  readonly kind: string;
  readonly subject: string;
};

/** Closes an alarm that was looked at, with a reason. Raised again, it opens again. */
export function CloseAlarm({ alarm, title }: { alarm: Alarm; title: string }) {
  const t = useT("admin");
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">{t("registers.alarmClose")}</Button>
      </DialogTrigger>
      <DialogContent title={title} text={t("registers.alarmText")}>
        <Form
          action={closeAlarmAction}
          onDone={() => {
            setOpen(false);
            toast({ title: t("registers.alarmDone") });
            router.refresh();
          }}
        >
          {(["tenantId", "registerId", "kind", "subject"] as const).map((name) => (
            <input key={name} type="hidden" name={name} value={alarm[name]} />
          ))}
          <TextareaField name="reason" label={t("registers.reason")} maxLength={limits.commentLengthMax} required />
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <DialogClose asChild>
              <Button>{t("registers.cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("registers.alarmClose")}</SubmitButton>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
