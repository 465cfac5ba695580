import type { Metadata } from "next";
import { ComboField, Form, FormActions, SubmitButton, TextField } from "@/components/form";
import { Narrow, PageHeader } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { createTradingPoint, findLocalities } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("newPoint.title") };
}

export default async function NewPointPage() {
  await requireSession("ofd");
  const t = await getT("operator");
  return (
    <>
      <PageHeader title={t("newPoint.title")} crumbs={[{ href: "/ofd/registers", label: t("registers.title") }]} />
      <Narrow>
        <Card>
          <CardBody>
            <Form action={createTradingPoint} askLeave>
              <div className="grid gap-4 md:grid-cols-2">
                <TextField name="name" label={t("newPoint.name")} required maxLength={100} className="md:col-span-2" />
                <ComboField
                  name="locality"
                  label={t("newPoint.locality")}
                  help={t("newPoint.localityHelp")}
                  search={findLocalities}
                  free
                  required
                  className="md:col-span-2"
                />
                <TextField name="street" label={t("newPoint.street")} required maxLength={150} />
                <TextField name="house" label={t("newPoint.house")} required maxLength={30} />
                <TextField name="building" label={t("newPoint.building")} maxLength={30} />
                <TextField name="room" label={t("newPoint.room")} maxLength={30} />
              </div>
              <FormActions>
                <ButtonLink href="/ofd/registers">{t("newPoint.cancel")}</ButtonLink>
                <SubmitButton>{t("newPoint.submit")}</SubmitButton>
              </FormActions>
            </Form>
          </CardBody>
        </Card>
      </Narrow>
    </>
  );
}
