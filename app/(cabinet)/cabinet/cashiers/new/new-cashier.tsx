"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, FormActions, SubmitButton, TextField } from "@/components/form";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import { AccessFields, type AccessOption } from "../access-fields";
import { OneTimePassword } from "../one-time-password";

type Made = { readonly cashierId: string; readonly login: string; readonly temporaryPassword: string };

/** A new cashier; its temporary password is shown once, then the list opens. */
export function NewCashier({
  action,
  options,
}: {
  action: (previous: ActionState<Made>, form: FormData) => Promise<ActionState<Made>>;
  options: readonly AccessOption[];
}) {
  const t = useT("registers");
  const router = useRouter();
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Card>
      <CardBody>
        <Form action={action} onDone={setMade} askLeave className="space-y-5">
          <TextField name="name" label={t("cashiers.name")} help={t("cashiers.nameHelp")} required autoFocus />
          <TextField
            name="login"
            label={t("cashiers.login")}
            help={t("cashiers.loginHelp")}
            look="mono"
            maxLength={64}
            required
          />
          <AccessFields options={options} chosen={options.length === 1 ? options.map(({ id }) => id) : []} />
          <FormActions>
            <ButtonLink href="/cabinet/cashiers" variant="ghost" className="mr-auto">
              {t("create.cancel")}
            </ButtonLink>
            <SubmitButton>{t("cashiers.create")}</SubmitButton>
          </FormActions>
        </Form>
        <OneTimePassword
          shown={made}
          onClose={() => {
            setMade(null);
            router.push("/cabinet/cashiers");
            router.refresh();
          }}
        />
      </CardBody>
    </Card>
  );
}
