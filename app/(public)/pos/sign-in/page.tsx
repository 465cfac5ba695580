import type { Metadata } from "next";
import Link from "next/link";
import { Form, PasswordField, SubmitButton, TextField } from "@/components/form";
import { PublicShell } from "@/components/layout";
import { env } from "@/lib/config";
import { getT } from "@/lib/i18n/server";
import { signInCashier } from "../../sign-in/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("cashier.title") };
}

type Search = { searchParams: Promise<{ next?: string | string[] }> };

export default async function CashierSignInPage({ searchParams }: Search) {
  const t = await getT("auth");
  const { next } = await searchParams;
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <div className="mx-auto max-w-[400px] md:pt-8">
        <h1 className="text-title font-semibold">{t("cashier.title")}</h1>
        <p className="mt-1 mb-6 text-muted-foreground">{t("cashier.text")}</p>
        <Form action={signInCashier}>
          <input type="hidden" name="next" value={typeof next === "string" ? next : ""} />
          <TextField name="login" label={t("cashier.login")} autoComplete="username" required />
          <PasswordField name="password" label={t("cashier.password")} autoComplete="current-password" required />
          <SubmitButton size="pos" className="w-full">
            {t("cashier.submit")}
          </SubmitButton>
        </Form>
        <p className="mt-6 border-t pt-5 text-muted-foreground">{t("cashier.help")}</p>
        <p className="mt-2">
          <Link href="/sign-in" className="text-primary-text underline underline-offset-4">
            {t("cashier.owner")}
          </Link>
        </p>
      </div>
    </PublicShell>
  );
}
