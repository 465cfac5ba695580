import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Form, FormActions, SubmitButton, TextField } from "@/components/form";
import { Narrow, PageHeader } from "@/components/layout";
import { Card, CardBody } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { query } from "@/lib/http";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { userByNumber } from "@/lib/operator";
import { saveUser } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("users.title") };
}

/** The card of a user. The number in its address is the «ID кассира ОФД». */
export default async function UserPage({ params }: { params: Promise<{ number: string }> }) {
  const number = Number((await params).number);
  const user = await query({ realm: "ofd" }, ({ tenantId }) => userByNumber(tenantId, number));
  if (!user) notFound();
  const t = await getT("operator");
  const last = user.lastVisitAt ? formatDateTime(user.lastVisitAt) : t("users.neverVisited");
  return (
    <>
      <PageHeader
        title={user.name}
        text={t("users.visits", { last, created: formatDateTime(user.createdAt) })}
        crumbs={[{ href: "/ofd/users", label: t("users.title") }]}
      />
      <Narrow>
        <Card>
          <CardBody>
            <p className="mb-5 flex flex-wrap items-center gap-2 border-b pb-4">
              <span className="text-muted-foreground">{t("users.number")}:</span>
              <CopyText text={String(number)} className="text-lead font-semibold" />
            </p>
            <Form
              action={saveUser}
              doneToast={t("users.saved")}
              initial={{ name: user.name, position: user.position ?? "", email: user.email ?? "", login: user.login }}
            >
              <input type="hidden" name="number" value={number} />
              <TextField name="name" label={t("users.name")} required maxLength={200} />
              <TextField name="position" label={t("users.position")} help={t("users.positionHelp")} maxLength={100} />
              <TextField name="email" type="email" label={t("users.email")} autoComplete="off" />
              <TextField name="login" label={t("users.login")} look="mono" readOnly />
              <FormActions>
                <SubmitButton>{t("users.save")}</SubmitButton>
              </FormActions>
            </Form>
          </CardBody>
        </Card>
      </Narrow>
    </>
  );
}
