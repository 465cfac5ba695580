import { Link2Off } from "lucide-react";
import type { Metadata } from "next";
import { Form, FormActions, PasswordField, SubmitButton } from "@/components/form";
import { EmptyState, Narrow, PageHeader, PublicShell } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { loginOfResetLink, PASSWORD_LENGTH_MIN } from "@/lib/auth";
import { env } from "@/lib/config";
import { getT } from "@/lib/i18n/server";
import { setNewPassword } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("reset.newTitle") };
}

/** Where a letter's link leads. Looking spends nothing: mail programs follow links, too. */
export default async function NewPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const login = await loginOfResetLink(token);
  const t = await getT("auth");
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <Narrow className="mx-auto">
        {login === null ? (
          <EmptyState
            icon={<Link2Off />}
            title={t("reset.staleTitle")}
            text={t("reset.staleText")}
            action={<ButtonLink href="/reset">{t("reset.again")}</ButtonLink>}
          />
        ) : (
          <>
            <PageHeader title={t("reset.newTitle")} text={t("reset.newText", { login })} />
            <Form action={setNewPassword}>
              <input type="hidden" name="token" value={token} />
              <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
              <PasswordField
                name="password"
                label={t("password.next")}
                help={t("password.help", { min: PASSWORD_LENGTH_MIN })}
                autoComplete="new-password"
                required
              />
              <PasswordField name="passwordAgain" label={t("password.again")} autoComplete="new-password" required />
              <FormActions>
                <SubmitButton>{t("reset.save")}</SubmitButton>
              </FormActions>
            </Form>
          </>
        )}
      </Narrow>
    </PublicShell>
  );
}
