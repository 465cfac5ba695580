"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Form, SelectField, SubmitButton, TextareaField } from "@/components/form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import { BLOCK_CAUSES } from "@/lib/operator/input";
import { block, takeOff, unblock } from "./actions";

const REASON_MAX = 300;

function useDone(text: string): () => void {
  const toast = useToast();
  const router = useRouter();
  return () => {
    toast({ tone: "success", title: text });
    router.refresh();
  };
}

/** Asks for what an act on a register needs, then does it. */
function ActDialog({
  registerId,
  title,
  text,
  verb,
  done,
  action,
  children,
}: {
  registerId: number;
  title: string;
  text: string;
  verb: string;
  done: string;
  action: (previous: ActionState<undefined>, form: FormData) => Promise<ActionState<undefined>>;
  children: ReactNode;
}) {
  const t = useT("operator");
  const [open, setOpen] = useState(false);
  const tell = useDone(done);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="dangerOutline">{verb}</Button>
      </DialogTrigger>
      <DialogContent title={title} text={text}>
        <Form
          action={action}
          onDone={() => {
            setOpen(false);
            tell();
          }}
        >
          <input type="hidden" name="registerId" value={registerId} />
          {children}
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <DialogClose asChild>
              <Button>{t("newPoint.cancel")}</Button>
            </DialogClose>
            <SubmitButton variant="danger">{verb}</SubmitButton>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  );
}

/** Blocks a register: why, and the words that it shows to the cashier. */
export function BlockDialog({ registerId }: { registerId: number }) {
  const t = useT("operator");
  return (
    <ActDialog
      registerId={registerId}
      title={t("staff.blockTitle")}
      text={t("staff.blockText")}
      verb={t("staff.block")}
      done={t("staff.blockDone")}
      action={block}
    >
      <SelectField
        name="cause"
        label={t("staff.cause")}
        required
        options={BLOCK_CAUSES.map((cause) => ({ value: cause, label: t(`staff.causes.${cause}`) }))}
      />
      <TextareaField name="reason" label={t("staff.reason")} maxLength={REASON_MAX} required />
    </ActDialog>
  );
}

/** Takes a register off the books. */
export function DeregisterDialog({ registerId }: { registerId: number }) {
  const t = useT("operator");
  return (
    <ActDialog
      registerId={registerId}
      title={t("staff.deregisterTitle")}
      text={t("staff.deregisterText")}
      verb={t("staff.deregister")}
      done={t("staff.deregisterDone")}
      action={takeOff}
    >
      <TextareaField name="reason" label={t("staff.reason")} maxLength={REASON_MAX} required />
    </ActDialog>
  );
}

/** Lifts a block. */
export function UnblockForm({ registerId }: { registerId: number }) {
  const t = useT("operator");
  return (
    <Form action={unblock} onDone={useDone(t("staff.unblockDone"))}>
      <input type="hidden" name="registerId" value={registerId} />
      <SubmitButton>{t("staff.unblock")}</SubmitButton>
    </Form>
  );
}
