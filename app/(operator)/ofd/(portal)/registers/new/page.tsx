import { Plus, Store } from "lucide-react";
import type { Metadata } from "next";
import {
  CheckboxField,
  ComboField,
  DigitsField,
  Form,
  FormActions,
  SelectField,
  SubmitButton,
  TextField,
} from "@/components/form";
import { EmptyState, Narrow, PageHeader } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { systemClock } from "@/lib/config";
import { ownRegisterModel, registerModels } from "@/lib/directory";
import { query } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { dayOf } from "@/lib/kernel";
import { type PointView, tradingPoints } from "@/lib/operator";
import { createRegister } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("newRegister.title") };
}

export default async function NewRegisterPage() {
  const points = await query({ realm: "ofd" }, ({ tenantId }) => tradingPoints(tenantId));
  const t = await getT("operator");
  return (
    <>
      <PageHeader
        title={t("newRegister.title")}
        text={t("newRegister.text")}
        crumbs={[{ href: "/ofd/registers", label: t("registers.title") }]}
      />
      <Narrow>
        <Card>
          {points.length > 0 ? (
            <CardBody>
              <NewRegisterForm points={points} />
            </CardBody>
          ) : (
            <EmptyState
              icon={<Store />}
              title={t("newRegister.noPoints")}
              text={t("newRegister.noPointsText")}
              action={
                <ButtonLink
                  href="/ofd/registers/new-point"
                  variant="primary"
                  icon={<Plus className="size-4" aria-hidden="true" />}
                >
                  {t("registers.addPoint")}
                </ButtonLink>
              }
            />
          )}
        </Card>
      </Narrow>
    </>
  );
}

async function NewRegisterForm({ points }: { points: readonly PointView[] }) {
  const t = await getT("operator");
  const own = ownRegisterModel().name;
  const year = dayOf(systemClock.now()).slice(0, 4);
  const onlyPoint = points.length === 1 ? points[0]?.id : undefined;
  return (
    <Form action={createRegister} askLeave>
      <div className="grid gap-4 md:grid-cols-2">
        <TextField
          name="name"
          label={t("newRegister.name")}
          help={t("newRegister.nameHelp")}
          required
          maxLength={100}
          className="md:col-span-2"
        />
        <ComboField
          name="model"
          label={t("newRegister.model")}
          options={registerModels().map(({ name }) => ({ value: name, label: name }))}
          defaultValue={own}
          free
          required
          className="md:col-span-2"
        />
        <TextField name="factoryNumber" label={t("newRegister.factoryNumber")} look="mono" required maxLength={32} />
        <TextField name="madeYear" label={t("newRegister.madeYear")} inputMode="numeric" defaultValue={year} required />
        <DigitsField
          name="registrationNumber"
          label={t("newRegister.registrationNumber")}
          help={t("newRegister.registrationNumberHelp")}
          digits={12}
          required
          className="md:col-span-2"
        />
        <SelectField
          name="tradingPointId"
          label={t("newRegister.point")}
          placeholder={t("newRegister.choosePoint")}
          options={points.map(({ id, name, address }) => ({ value: id, label: `${name}, ${address}` }))}
          defaultValue={onlyPoint}
          required
          className="md:col-span-2"
        />
        <CheckboxField name="consent" label={t("newRegister.consent")} required className="md:col-span-2" />
      </div>
      <FormActions>
        <ButtonLink href="/ofd/registers">{t("newRegister.cancel")}</ButtonLink>
        <SubmitButton>{t("newRegister.submit")}</SubmitButton>
      </FormActions>
    </Form>
  );
}
