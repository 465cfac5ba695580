"use client";
import { CircleAlert, CircleCheck, Mail } from "lucide-react";
import { startTransition, useActionState, useEffect, useRef } from "react";
import { StatusBadge } from "@/components/status";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { confirmAction } from "./actions";

const icon = "size-8 [stroke-width:1.5]";

/** Confirms as soon as a person's browser shows the page; without scripts a button does the same. */
export function Confirm({ token }: { token: string }) {
  const t = useT("public");
  const errorText = useErrorText();
  const [state, dispatch, pending] = useActionState(confirmAction, IDLE);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    const form = new FormData();
    form.set("token", token);
    startTransition(() => dispatch(form));
  }, [token, dispatch]);
  return (
    <Card className="mx-auto max-w-[480px] px-6 py-12 text-center md:mt-8" aria-live="polite">
      {state.status === "done" ? (
        <>
          <CircleCheck className={`${icon} mx-auto text-success-text`} aria-hidden="true" />
          <h1 className="mt-4 text-lead font-semibold">{t("confirm.done")}</h1>
          <p className="mt-1 text-muted-foreground">{t("confirm.doneText", { email: state.value.email })}</p>
          <p className="mt-4">
            <StatusBadge machine="email" status="confirmed" />
          </p>
        </>
      ) : state.status === "refused" ? (
        <>
          <CircleAlert className={`${icon} mx-auto text-danger-text`} aria-hidden="true" />
          <h1 className="mt-4 text-lead font-semibold">{t("confirm.failed")}</h1>
          <p className="mt-1 text-muted-foreground">{errorText(state.error)}</p>
        </>
      ) : (
        <form action={dispatch}>
          <Mail className={`${icon} mx-auto text-subtle-foreground`} aria-hidden="true" />
          <h1 className="mt-4 text-lead font-semibold">{t("confirm.working")}</h1>
          <input type="hidden" name="token" value={token} />
          <Button type="submit" variant="primary" className="mt-5" busy={pending}>
            {t("confirm.confirm")}
          </Button>
        </form>
      )}
      {(state.status === "done" || state.status === "refused") && (
        <p className="mt-6">
          <ButtonLink href="/cabinet/profile" variant="primary">
            {t("confirm.cabinet")}
          </ButtonLink>
        </p>
      )}
    </Card>
  );
}
