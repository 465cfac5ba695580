import type { Metadata } from "next";
import { DigitsField, Form, FormActions, RadioField, SubmitButton, TextField } from "@/components/form";
import { Narrow, PageHeader } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { admitMemberAction } from "../actions";
import { roleOptions } from "../roles";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("cabinet"))("members.newTitle") };
}

export default async function NewMemberPage() {
  await requireSession("cabinet", "members");
  const t = await getT("cabinet");
  return (
    <>
      <PageHeader
        title={t("members.newTitle")}
        crumbs={[
          { href: "/cabinet/profile", label: t("shell.profile") },
          { href: "/cabinet/members", label: t("members.title") },
        ]}
      />
      <Narrow>
        <Card>
          <CardBody>
            <Form action={admitMemberAction} askLeave className="space-y-5">
              <TextField name="name" label={t("members.name")} help={t("members.nameHelp")} required />
              <DigitsField
                name="iin"
                digits={12}
                check="xin"
                label={t("members.iin")}
                help={t("members.iinHelp")}
                required
              />
              <RadioField name="role" label={t("members.role")} options={roleOptions(t)} defaultValue="accountant" />
              <FormActions>
                <ButtonLink href="/cabinet/members" variant="ghost" className="mr-auto">
                  {t("members.cancel")}
                </ButtonLink>
                <SubmitButton>{t("members.admit")}</SubmitButton>
              </FormActions>
            </Form>
          </CardBody>
        </Card>
      </Narrow>
    </>
  );
}
