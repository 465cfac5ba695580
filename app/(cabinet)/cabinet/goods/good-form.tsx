"use client";
import { useState } from "react";
import {
  CheckboxField,
  Form,
  FormActions,
  MoneyField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextField,
} from "@/components/form";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

/** Where the cashier finds it. */
function Shelf({ groups }: { groups: readonly string[] }) {
  const t = useT("catalog");
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <TextField name="groupName" label={t("group")} help={t("groupHelp")} maxLength={100} list="good-groups" />
      <datalist id="good-groups">
        {groups.map((group) => (
          <option key={group} value={group} />
        ))}
      </datalist>
      <CheckboxField name="favourite" label={t("favourite")} help={t("favouriteHelp")} className="md:pt-7" />
    </div>
  );
}

/** Codes by which others know it. */
function Codes() {
  const t = useT("catalog");
  return (
    <>
      <div className="grid gap-4 md:grid-cols-3">
        <TextField name="article" label={t("article")} maxLength={100} look="mono" />
        <TextField name="ntin" label={t("ntin")} help={t("ntinHelp")} maxLength={20} look="mono" inputMode="numeric" />
        <TextField name="plu" label={t("plu")} help={t("pluHelp")} maxLength={5} look="mono" inputMode="numeric" />
      </div>
      <CheckboxField name="marked" label={t("marked")} help={t("markedHelp")} />
    </>
  );
}

/** A good: what stands on the receipt, how it is counted, taxed and priced. */
export function GoodForm({
  action,
  good,
  initial,
  units,
  vatKinds,
  groups,
}: {
  action: (previous: ActionState<never>, form: FormData) => Promise<ActionState<never>>;
  /** Given when one that exists is changed. */
  good?: { readonly id: string; readonly version: number };
  initial: Readonly<Record<string, string>>;
  units: readonly Option[];
  vatKinds: readonly Option[];
  /** Shelves that exist, to choose from while typing. */
  groups: readonly string[];
}) {
  const t = useT("catalog");
  const [pricing, setPricing] = useState(initial.pricing);
  return (
    <Card>
      <CardBody>
        <Form action={action} initial={initial} askLeave className="space-y-5">
          {good && (
            <>
              <input type="hidden" name="goodId" value={good.id} />
              <input type="hidden" name="version" value={good.version} />
            </>
          )}
          <TextField name="name" label={t("name")} help={t("nameHelp")} required autoFocus={!good} />
          <TextField name="barcode" label={t("barcode")} help={t("barcodeHelp")} look="mono" maxLength={64} />
          <div className="grid gap-4 md:grid-cols-2">
            <SelectField name="unitCode" label={t("unit")} options={units} required />
            <SelectField name="vatKind" label={t("vat")} help={t("vatHelp")} options={vatKinds} required />
          </div>
          <RadioField
            name="pricing"
            label={t("pricing")}
            onChange={setPricing}
            options={[
              { value: "fixed", label: t("pricingFixed"), help: t("pricingFixedHelp") },
              { value: "free", label: t("pricingFree"), help: t("pricingFreeHelp") },
            ]}
          />
          <div className="grid gap-4 md:grid-cols-2">
            {pricing !== "free" && <MoneyField name="price" label={t("priceLabel")} required />}
            <TextField name="sectionCode" label={t("section")} help={t("sectionHelp")} maxLength={20} />
          </div>
          <Shelf groups={groups} />
          <Codes />
          <FormActions>
            <ButtonLink href="/cabinet/goods" variant="ghost" className="mr-auto">
              {t("cancel")}
            </ButtonLink>
            <SubmitButton>{t(good ? "save" : "create")}</SubmitButton>
          </FormActions>
        </Form>
      </CardBody>
    </Card>
  );
}
