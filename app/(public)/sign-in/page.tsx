import type { Metadata } from "next";
import Link from "next/link";
import { EdsEnter } from "@/components/eds";
import { Form, PasswordField, SubmitButton, TextField } from "@/components/form";
import { PublicShell } from "@/components/layout";
import { Alert } from "@/components/ui/alert";
import { env } from "@/lib/config";
import { ncaAddresses } from "@/lib/eds";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { askToSign, signIn, signInWithEds } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("signIn.title") };
}

type Search = { searchParams: Promise<{ next?: string | string[]; saved?: string }> };

export default async function SignInPage({ searchParams }: Search) {
  const t = await getT("auth");
  const { next: asked, saved } = await searchParams;
  const next = typeof asked === "string" ? asked : "";
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <div className="mx-auto max-w-[400px] md:pt-8">
        <h1 className="text-title font-semibold">{t("signIn.title")}</h1>
        <p className="mt-1 mb-6 text-muted-foreground">{t("signIn.text")}</p>
        {saved === "password" && <Alert tone="success" title={t("signIn.saved")} className="mb-4" />}
        <Form action={signIn}>
          <input type="hidden" name="next" value={next} />
          <TextField name="login" label={t("signIn.login")} autoComplete="username" inputMode="email" required />
          <PasswordField name="password" label={t("signIn.password")} autoComplete="current-password" required />
          <SubmitButton size="lg" className="w-full">
            {t("signIn.submit")}
          </SubmitButton>
        </Form>
        <p className="my-4 flex items-center gap-3 text-caption text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
          {t("signIn.or")}
        </p>
        <I18nProvider locale={await requestLocale()} messages={await clientMessages("eds")}>
          <EdsEnter
            addresses={ncaAddresses()}
            ask={askToSign}
            enter={signInWithEds}
            next={next}
            label={t("signIn.eds")}
            title={t("signIn.eds")}
            what={t("signIn.edsWhat")}
          />
        </I18nProvider>
        <p className="mt-2 text-caption text-muted-foreground">{t("signIn.edsText")}</p>
        <p className="mt-6 border-t pt-5 text-muted-foreground">
          {t("signIn.noAccount")}{" "}
          <Link href="/register" className="text-primary-text underline underline-offset-4">
            {t("signIn.register")}
          </Link>
        </p>
        <p className="mt-2">
          <Link href="/reset" className="text-primary-text underline underline-offset-4">
            {t("signIn.forgot")}
          </Link>
        </p>
        <p className="mt-2">
          <Link href="/pos/sign-in" className="text-primary-text underline underline-offset-4">
            {t("signIn.cashier")}
          </Link>
        </p>
      </div>
    </PublicShell>
  );
}
