import type { Metadata } from "next";
import Link from "next/link";
import { Form, PasswordField, SubmitButton, TextField } from "@/components/form";
import { PublicShell } from "@/components/layout";
import { env } from "@/lib/config";
import { getT } from "@/lib/i18n/server";
import { signIn } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("signIn.title") };
}

type Search = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Search) {
  const t = await getT("auth");
  const { next } = await searchParams;
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <div className="mx-auto max-w-[400px] md:pt-8">
        <h1 className="text-title font-semibold">{t("signIn.title")}</h1>
        <p className="mt-1 mb-6 text-muted-foreground">{t("signIn.text")}</p>
        <Form action={signIn}>
          <input type="hidden" name="next" value={typeof next === "string" ? next : ""} />
          <TextField name="login" label={t("signIn.login")} autoComplete="username" inputMode="email" required />
          <PasswordField name="password" label={t("signIn.password")} autoComplete="current-password" required />
          <SubmitButton size="lg" className="w-full">
            {t("signIn.submit")}
          </SubmitButton>
        </Form>
        <p className="mt-6 border-t pt-5 text-muted-foreground">
          {t("signIn.noAccount")}{" "}
          <Link href="/register" className="text-primary-text underline-offset-4 hover:underline">
            {t("signIn.register")}
          </Link>
        </p>
        <p className="mt-2">
          <Link href="/pos/sign-in" className="text-primary-text underline-offset-4 hover:underline">
            {t("signIn.cashier")}
          </Link>
        </p>
      </div>
    </PublicShell>
  );
}
