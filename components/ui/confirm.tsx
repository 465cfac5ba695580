"use client";
import { type ReactNode, useState, useTransition } from "react";
import { useT } from "@/lib/i18n/client";
import { Button, type ButtonProps } from "./button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "./dialog";

/**
 * A button that asks once before it acts. `text` restates what follows in numbers, `verb` stands on the button.
 * `run` may be a bound server action; the window stays open while it runs and closes when it has answered.
 */
export function ConfirmButton({
  title,
  text,
  verb,
  danger,
  run,
  children,
  ...button
}: Omit<ButtonProps, "onClick" | "title"> & {
  title: ReactNode;
  text: ReactNode;
  verb: string;
  danger?: boolean;
  run: () => Promise<unknown>;
}) {
  const t = useT("ui");
  const [open, setOpen] = useState(false);
  const [busy, start] = useTransition();
  return (
    <Dialog open={open} onOpenChange={(next) => !busy && setOpen(next)}>
      <DialogTrigger asChild>
        <Button {...button}>{children}</Button>
      </DialogTrigger>
      <DialogContent
        alert
        closable={false}
        title={title}
        text={text}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t("cancel")}</Button>
            </DialogClose>
            <Button
              variant={danger ? "danger" : "primary"}
              busy={busy}
              onClick={() =>
                start(async () => {
                  await run();
                  setOpen(false);
                })
              }
            >
              {verb}
            </Button>
          </>
        }
      />
    </Dialog>
  );
}
