import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Form, FormActions, PasswordField, SubmitButton } from "@/components/form";
import { Narrow, PageHeader, PublicShell } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { isRealm, PASSWORD_LENGTH_MIN } from "@/lib/auth";
import { env } from "@/lib/config";
import { HOME, requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { changeCabinetPassword, changeCashierPassword, changeOfdPassword } from "./actions";

const ACTIONS = { cabinet: changeCabinetPassword, pos: changeCashierPassword, ofd: changeOfdPassword };

type Props = { params: Promise<{ realm: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("password.title") };
}

export default async function PasswordPage({ params }: Props) {
  const { realm } = await params;
  if (!isRealm(realm)) notFound();
  const session = await requireSession(realm, "any");
  const t = await getT("auth");
  const temporary = session.mustChangePassword;
  const brand = realm === "ofd" ? env().PRODUCT_OPERATOR_NAME : env().PRODUCT_CABINET_NAME;
  return (
    <PublicShell brand={brand} home={HOME[session.kind]}>
      <Narrow className="mx-auto">
        <PageHeader
          title={t(temporary ? "password.temporaryTitle" : "password.title")}
          text={t(temporary ? "password.temporaryText" : "password.text")}
        />
        <Form action={ACTIONS[realm]}>
          <input type="text" name="username" autoComplete="username" value={session.login} readOnly hidden />
          <PasswordField
            name="current"
            label={t(temporary ? "password.temporary" : "password.current")}
            autoComplete="current-password"
            required
          />
          <PasswordField
            name="password"
            label={t("password.next")}
            help={t("password.help", { min: PASSWORD_LENGTH_MIN })}
            autoComplete="new-password"
            required
          />
          <PasswordField name="passwordAgain" label={t("password.again")} autoComplete="new-password" required />
          <FormActions>
            {!temporary && <ButtonLink href={HOME[session.kind]}>{t("password.back")}</ButtonLink>}
            <SubmitButton>{t("password.submit")}</SubmitButton>
          </FormActions>
        </Form>
      </Narrow>
    </PublicShell>
  );
}
