"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, SubmitButton, TextareaField } from "@/components/form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { useT } from "@/lib/i18n/client";
import { restoreAction, suspendAction } from "./actions";

/** Suspends an organisation with a reason, or lets it work again; asks once before either. */
export function ChangeStatus({ id, name, suspended }: { id: string; name: string; suspended: boolean }) {
  const t = useT("admin");
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const act = suspended ? "restore" : "suspend";
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant={suspended ? "outline" : "dangerOutline"}>
          {t(`organizations.${act}`)}
        </Button>
      </DialogTrigger>
      <DialogContent title={t(`organizations.${act}Title`)} text={t(`organizations.${act}Text`, { name })}>
        <Form
          action={suspended ? restoreAction : suspendAction}
          onDone={() => {
            setOpen(false);
            toast({ title: t(suspended ? "organizations.restoredDone" : "organizations.suspendedDone") });
            router.refresh();
          }}
        >
          <input type="hidden" name="organizationId" value={id} />
          {!suspended && <TextareaField name="reason" label={t("organizations.reason")} maxLength={500} required />}
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <DialogClose asChild>
              <Button>{t("organizations.cancel")}</Button>
            </DialogClose>
            <SubmitButton variant={suspended ? "primary" : "danger"}>{t(`organizations.${act}`)}</SubmitButton>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
