import type { Metadata } from "next";
import Link from "next/link";
import { Card, CardBody } from "@/components/ui/card";
import { ncaAddresses } from "@/lib/eds";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { PublicFrame } from "../frame";
import { askToSignUp, checkSignUp, signUpWithEds } from "./actions";
import { SignUpForm } from "./sign-up-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("signUp.title") };
}

export default async function OperatorSignUpPage() {
  const t = await getT("operator");
  return (
    <PublicFrame>
      <div className="mx-auto max-w-[560px] md:pt-6">
        <h1 className="text-title font-semibold">{t("signUp.title")}</h1>
        <p className="mt-1 mb-6 text-muted-foreground">{t("signUp.text")}</p>
        <Card>
          <CardBody>
            <I18nProvider locale={await requestLocale()} messages={await clientMessages("eds", "operator")}>
              <SignUpForm addresses={ncaAddresses()} check={checkSignUp} ask={askToSignUp} enter={signUpWithEds} />
            </I18nProvider>
          </CardBody>
        </Card>
        <p className="mt-6">
          <Link href="/ofd/sign-in" className="text-primary-text underline underline-offset-4">
            {t("signUp.back")}
          </Link>
        </p>
      </div>
    </PublicFrame>
  );
}
