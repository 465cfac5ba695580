import type { Metadata } from "next";
import Link from "next/link";
import { EdsEnter } from "@/components/eds";
import { Form, PasswordField, SubmitButton, TextField } from "@/components/form";
import { Card, CardBody } from "@/components/ui/card";
import { ncaAddresses } from "@/lib/eds";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { PublicFrame } from "../frame";
import { askToSignIn, signIn, signInWithEds } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("signIn.title") };
}

type Search = { searchParams: Promise<{ next?: string | string[] }> };

export default async function OperatorSignInPage({ searchParams }: Search) {
  const t = await getT("operator");
  const { next: asked } = await searchParams;
  const next = typeof asked === "string" ? asked : "";
  return (
    <PublicFrame>
      <div className="mx-auto max-w-[440px] md:pt-6">
        <h1 className="text-title font-semibold">{t("signIn.title")}</h1>
        <p className="mt-1 mb-6 text-muted-foreground">{t("signIn.text")}</p>
        <Card>
          <CardBody>
            <I18nProvider locale={await requestLocale()} messages={await clientMessages("eds")}>
              <EdsEnter
                addresses={ncaAddresses()}
                ask={askToSignIn}
                enter={signInWithEds}
                next={next}
                label={t("signIn.eds")}
                title={t("signIn.edsTitle")}
                what={t("signIn.edsWhat")}
                storage="required"
              />
            </I18nProvider>
            <p className="my-4 flex items-center gap-3 text-caption text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
              {t("signIn.or")}
            </p>
            <Form action={signIn}>
              <input type="hidden" name="next" value={next} />
              <TextField
                name="login"
                label={t("signIn.login")}
                help={t("signIn.loginHelp")}
                autoComplete="username"
                required
              />
              <PasswordField name="password" label={t("signIn.password")} autoComplete="current-password" required />
              <SubmitButton size="lg" className="w-full">
                {t("signIn.submit")}
              </SubmitButton>
            </Form>
          </CardBody>
        </Card>
        <p className="mt-6 text-muted-foreground">
          {t("signIn.noAccount")}{" "}
          <Link href="/ofd/sign-up" className="text-primary-text underline underline-offset-4">
            {t("signIn.signUp")}
          </Link>
        </p>
      </div>
    </PublicFrame>
  );
}
