"use client";
import { Banknote } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DateField, Form, SubmitButton, TextField } from "@/components/form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { useT } from "@/lib/i18n/client";
import { recordPaymentAction } from "./actions";

/** «Записать платеж»: the bank's document and its day; the sum is the invoice's. */
export function RecordPayment(props: { number: string; organization: string; amount: string; today: string }) {
  const t = useT("admin");
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { number, organization, amount } = props;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" icon={<Banknote className="size-4" aria-hidden="true" />}>
          {t("payments.record")}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={t("payments.recordTitle", { number })}
        text={t("payments.recordText", { organization, amount })}
      >
        <Form
          action={recordPaymentAction}
          initial={{ paidOn: props.today }}
          onDone={() => {
            setOpen(false);
            toast({ title: t("payments.done"), text: t("payments.doneText", { amount }) });
            router.refresh();
          }}
        >
          <input type="hidden" name="invoiceNumber" value={number} />
          <TextField
            name="bankDocument"
            label={t("payments.document")}
            help={t("payments.documentHelp")}
            maxLength={50}
            required
          />
          <DateField name="paidOn" label={t("payments.paidOn")} required />
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <DialogClose asChild>
              <Button>{t("payments.cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("payments.verb", { amount })}</SubmitButton>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
