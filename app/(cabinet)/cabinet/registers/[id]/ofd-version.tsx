"use client";
import { Form, SelectField, SubmitButton } from "@/components/form";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

const VERSIONS = ["202", "203", "204"] as const;

/** Which version of the protocol the register speaks: changed only when the operator asks for it. */
export function OfdVersion({
  action,
  registerId,
  version,
}: {
  action: (
    previous: ActionState<{ readonly version: number }>,
    form: FormData,
  ) => Promise<ActionState<{ readonly version: number }>>;
  registerId: string;
  version: number;
}) {
  const t = useT("registers");
  return (
    <Form action={action} doneToast={t("page.ofdVersionSaved")} className="border-t p-5 max-md:p-4">
      <input type="hidden" name="registerId" value={registerId} />
      <div className="flex flex-wrap items-start gap-3">
        <SelectField
          name="version"
          label={t("page.ofdVersion")}
          help={t("page.ofdVersionHelp")}
          defaultValue={String(version)}
          options={VERSIONS.map((value) => ({ value, label: [...value].join(".") }))}
          className="min-w-56 flex-1"
          required
        />
        <SubmitButton variant="outline" className="mt-[26px] max-md:mt-0 max-md:w-full">
          {t("page.saveVersion")}
        </SubmitButton>
      </div>
    </Form>
  );
}
