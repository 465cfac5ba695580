"use client";
import { Form, SubmitButton, TextField } from "@/components/form";
import { Alert } from "@/components/ui/alert";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

type Taken = { readonly tail: string };

/** A new token of the data operator; asked for loudly when the old one is refused. */
export function NewToken({
  action,
  registerId,
  refused,
}: {
  action: (previous: ActionState<Taken>, form: FormData) => Promise<ActionState<Taken>>;
  registerId: string;
  refused: boolean;
}) {
  const t = useT("registers");
  return (
    <div className="space-y-4 border-t p-5 max-md:p-4">
      {refused && (
        <Alert tone="danger" title={t("page.newToken")}>
          {t("page.newTokenText")}
        </Alert>
      )}
      <Form action={action} doneToast={t("page.tokenSaved")} resetOnDone>
        <input type="hidden" name="registerId" value={registerId} />
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            name="ofdToken"
            label={t("page.newToken")}
            help={t("page.newTokenHelp")}
            look="mono"
            inputMode="numeric"
            className="min-w-56 flex-1"
            required
          />
          <SubmitButton variant="outline" className="mt-[26px] max-md:mt-0 max-md:w-full">
            {t("page.saveToken")}
          </SubmitButton>
        </div>
      </Form>
    </div>
  );
}
