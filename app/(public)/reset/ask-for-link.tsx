"use client";
import { Form, FormActions, SubmitButton, TextField, useFormState } from "@/components/form";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

type Ask = (previous: ActionState<undefined>, form: FormData) => Promise<ActionState<undefined>>;

/** The fields, or, once asked, what happens next; without scripts too, since the state of the form says it. */
function Fields({ minutes }: { minutes: number }) {
  const t = useT("auth");
  const { state } = useFormState();
  const back = <ButtonLink href="/sign-in">{t("reset.toSignIn")}</ButtonLink>;
  if (state.status === "done")
    return (
      <>
        <Alert tone="success" title={t("reset.sentTitle")}>
          {t("reset.sentText", { minutes })}
        </Alert>
        <FormActions>{back}</FormActions>
      </>
    );
  return (
    <>
      <TextField
        name="login"
        label={t("reset.email")}
        type="email"
        autoComplete="username"
        inputMode="email"
        required
      />
      <FormActions>
        {back}
        <SubmitButton>{t("reset.submit")}</SubmitButton>
      </FormActions>
    </>
  );
}

export function AskForLink({ ask, minutes }: { ask: Ask; minutes: number }) {
  const t = useT("auth");
  return (
    <>
      <h1 className="text-title font-semibold">{t("reset.title")}</h1>
      <p className="mt-1 mb-6 text-muted-foreground">{t("reset.text")}</p>
      <Form action={ask}>
        <Fields minutes={minutes} />
      </Form>
    </>
  );
}
