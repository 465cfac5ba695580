"use client";
import { ArrowRight, Check, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { ComboField, Form, FormActions, type Option, SubmitButton, TextField, useField } from "@/components/form";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

/** A tariff as it can be chosen here; what is written for the reader arrives written. */
export type TariffChoice = {
  readonly code: string;
  readonly name: string;
  readonly price: string;
  readonly text: string;
  /** Why it cannot be chosen yet. */
  readonly reason: string | null;
  readonly perMonth: string;
  /** What the balance lacks for one month; null when it is enough. */
  readonly missing: string | null;
};

function Tariffs({ tariffs, onChange }: { tariffs: readonly TariffChoice[]; onChange: (code: string) => void }) {
  const t = useT("registers");
  const field = useField("tariffCode", { defaultValue: tariffs.find(({ reason }) => !reason)?.code ?? "" });
  return (
    <fieldset aria-describedby={field.invalid ? field.describedBy : undefined}>
      <legend className="mb-3 text-lead font-semibold">{t("create.tariff")}</legend>
      <div className="grid gap-2 md:grid-cols-2">
        {tariffs.map(({ code, name, perMonth, text, reason }) => (
          <label
            key={code}
            className={cn(
              "flex gap-3 rounded-md border border-input p-4 has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring",
              reason ? "cursor-not-allowed text-muted-foreground" : "cursor-pointer hover:bg-accent",
            )}
          >
            <input
              type="radio"
              name="tariffCode"
              value={code}
              defaultChecked={code === field.initial}
              disabled={reason !== null}
              onChange={() => onChange(code)}
              className="mt-0.5 size-4 shrink-0 accent-primary"
            />
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-semibold">{name}</span>
                <span className="num font-medium whitespace-nowrap">{perMonth}</span>
              </span>
              <span className="mt-0.5 block text-muted-foreground">{reason ?? text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Charge({ chosen, balance }: { chosen: TariffChoice | undefined; balance: string }) {
  const t = useT("registers");
  const line = (label: string, sum: string, strong = false) => (
    <div className={cn("flex justify-between gap-3", strong && "border-t pt-2")}>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className={cn("num whitespace-nowrap", strong && "font-semibold")}>{sum}</dd>
    </div>
  );
  return (
    <Card className="h-fit">
      <CardBody className="space-y-3" aria-live="polite">
        <h2 className="font-semibold">{t("create.charge")}</h2>
        <dl className="space-y-2">
          {line(t("create.chargeNow"), "0,00\u00a0₸")}
          {line(t("create.chargeLater"), chosen?.price ?? "")}
          {line(t("create.balance"), balance, true)}
        </dl>
        {chosen?.missing ? (
          <div className="space-y-3">
            <p className="flex gap-2 text-danger-text">
              <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
              {t("create.missing", { missing: chosen.missing })}
            </p>
            <ButtonLink href="/cabinet/billing" size="sm">
              {t("topUp")}
            </ButtonLink>
          </div>
        ) : (
          <p className="flex gap-2 text-muted-foreground">
            <Check className="mt-0.5 size-4 shrink-0 text-success-text" aria-hidden="true" />
            {t("create.enough")}
          </p>
        )}
      </CardBody>
    </Card>
  );
}

/** «Создание новой кассы»: tariff and place; what will be charged stands beside and follows the choice. */
export function CreateForm({
  action,
  findLocalities,
  tariffs,
  balance,
  offices,
  name,
  officeCode,
}: {
  action: (previous: ActionState<never>, form: FormData) => Promise<ActionState<never>>;
  findLocalities: (query: string) => Promise<readonly Option[]>;
  tariffs: readonly TariffChoice[];
  balance: string;
  offices: readonly Option[];
  name: string;
  officeCode: string;
}) {
  const t = useT("registers");
  const [code, setCode] = useState(tariffs.find(({ reason }) => !reason)?.code);
  const chosen = tariffs.find((each) => each.code === code);
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_260px]">
      <Card>
        <CardBody>
          <Form action={action} askLeave initial={{ name, taxOfficeCode: officeCode }} className="space-y-6">
            <Tariffs tariffs={tariffs} onChange={setCode} />
            <fieldset className="space-y-4">
              <legend className="mb-3 text-lead font-semibold">{t("create.address")}</legend>
              <ComboField
                name="taxOfficeCode"
                label={t("create.office")}
                help={t("create.officeHelp")}
                options={offices}
                required
              />
              <div className="grid gap-4 md:grid-cols-2">
                <ComboField
                  name="locality"
                  label={t("create.locality")}
                  help={t("create.localityHelp")}
                  search={findLocalities}
                  free
                  required
                />
                <TextField name="street" label={t("create.street")} maxLength={150} required />
                <TextField name="house" label={t("create.house")} maxLength={30} required />
                <TextField name="flat" label={t("create.flat")} help={t("create.flatHelp")} maxLength={30} />
              </div>
              <TextField name="name" label={t("create.name")} help={t("create.nameHelp")} maxLength={100} required />
            </fieldset>
            <FormActions>
              <ButtonLink href="/cabinet/registers" variant="ghost" className="mr-auto">
                {t("create.cancel")}
              </ButtonLink>
              {chosen?.missing && (
                <span className="text-caption text-danger-text">
                  {t("create.missing", { missing: chosen.missing })}
                </span>
              )}
              <SubmitButton
                icon={<ArrowRight className="size-4" aria-hidden="true" />}
                reason={chosen?.missing ? t("create.reason", { missing: chosen.missing }) : null}
              >
                {t("create.next")}
              </SubmitButton>
            </FormActions>
          </Form>
        </CardBody>
      </Card>
      <Charge chosen={chosen} balance={balance} />
    </div>
  );
}
