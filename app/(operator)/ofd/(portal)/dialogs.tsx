"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, SubmitButton } from "@/components/form";
import { Button, type ButtonProps } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

type Action<T> = (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;

export type TariffChoice = { readonly code: "wired" | "wireless"; readonly price: string };

/** «Выбрать тариф»: one card per way of being joined. */
export function TariffDialog({
  registerId,
  register,
  choices,
  action,
  size,
}: {
  registerId: number;
  register: string;
  choices: readonly TariffChoice[];
  action: Action<undefined>;
  size?: ButtonProps["size"];
}) {
  const t = useT("operator");
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    toast({ tone: "success", title: t("tariff.done") });
    router.refresh();
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size={size}>{t("tariff.choose")}</Button>
      </DialogTrigger>
      <DialogContent title={t("tariff.title")} text={register}>
        <div className="space-y-5">
          {choices.map(({ code, price }) => (
            <section key={code}>
              <h3 className="mb-2 font-medium">{t(`tariff.${code}Connection`)}</h3>
              <Form
                action={action}
                onDone={done}
                className="flex flex-wrap items-center gap-3 space-y-0 rounded-lg border px-4 py-3"
              >
                <input type="hidden" name="registerId" value={registerId} />
                <input type="hidden" name="tariffCode" value={code} />
                <div className="min-w-0 flex-1">
                  <p className="font-medium">{t("tariff.name")}</p>
                  <p className="num text-muted-foreground">{t("tariff.perMonth", { price })}</p>
                </div>
                <SubmitButton>{t("tariff.submit")}</SubmitButton>
              </Form>
            </section>
          ))}
          <p className="text-caption text-muted-foreground">{t("tariff.note")}</p>
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** «Получить токен»: asks once, then shows the new one, once. */
export function TokenDialog({
  registerId,
  register,
  action,
  reason,
}: {
  registerId: number;
  register: string;
  action: Action<{ token: string }>;
  /** Why there is no token to be had now. */
  reason: string | null;
}) {
  const t = useT("operator");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const toggle = (next: boolean) => {
    setOpen(next);
    if (next) return;
    if (token) router.refresh();
    setToken(null);
  };
  return (
    <Dialog open={open} onOpenChange={toggle}>
      {reason === null ? (
        <DialogTrigger asChild>
          <Button>{t("token.submit")}</Button>
        </DialogTrigger>
      ) : (
        <Button reason={reason}>{t("token.submit")}</Button>
      )}
      <DialogContent
        title={t("token.title")}
        text={token ? undefined : t("token.question")}
        closable={token === null}
        footer={
          token && (
            <DialogClose asChild>
              <Button variant="primary">{t("token.close")}</Button>
            </DialogClose>
          )
        }
      >
        <div className="space-y-4">
          <p className="rounded-md bg-muted px-3 py-2 text-caption text-muted-foreground">{register}</p>
          {token ? (
            <div role="status">
              <p className="mb-1.5 font-medium">{t("token.label")}</p>
              <p className="flex h-14 items-center rounded-md border border-input bg-card px-4">
                <CopyText text={token} className="num text-title tracking-[0.12em]" />
              </p>
              <p className="mt-2 text-caption text-muted-foreground">{t("token.once")}</p>
            </div>
          ) : (
            <Form action={action} onDone={({ token: fresh }) => setToken(fresh)}>
              <input type="hidden" name="registerId" value={registerId} />
              <p className="text-muted-foreground">{t("token.oldStops")}</p>
              <div className="flex justify-end">
                <SubmitButton>{t("token.submit")}</SubmitButton>
              </div>
            </Form>
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}
