import type { Metadata } from "next";
import { Form, FormActions, PasswordField, SubmitButton } from "@/components/form";
import { Narrow, PageHeader, PublicShell } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { PIN_DIGITS_MAX, PIN_DIGITS_MIN } from "@/lib/auth";
import { env } from "@/lib/config";
import { requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { choosePin } from "../lock/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("pin.title") };
}

/** Where a cashier chooses the PIN that opens a locked till. */
export default async function PinPage() {
  const session = await requireSession("pos");
  const t = await getT("auth");
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME} home="/pos">
      <Narrow className="mx-auto">
        <PageHeader title={t(session.hasPin ? "pin.change" : "pin.title")} text={t("pin.text")} />
        <Form action={choosePin}>
          <input type="text" name="username" autoComplete="username" value={session.login} readOnly hidden />
          <PasswordField name="password" label={t("cashier.password")} autoComplete="current-password" required />
          <PasswordField
            name="pin"
            label={t("pin.next")}
            help={t("pin.help", { min: PIN_DIGITS_MIN, max: PIN_DIGITS_MAX })}
            autoComplete="new-password"
            numeric
            required
          />
          <PasswordField name="pinAgain" label={t("pin.again")} autoComplete="new-password" numeric required />
          <FormActions>
            <ButtonLink href="/pos">{t("password.back")}</ButtonLink>
            <SubmitButton>{t("pin.submit")}</SubmitButton>
          </FormActions>
        </Form>
      </Narrow>
    </PublicShell>
  );
}
