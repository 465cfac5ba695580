import type { Metadata } from "next";
import { Narrow, PublicShell } from "@/components/layout";
import { env } from "@/lib/config";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { checkSignature } from "./actions";
import { CheckForm } from "./check-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("eds"))("page.title") };
}

/** «Проверка подписи»: for whoever holds a document and the signature under it. */
export default async function CheckSignaturePage() {
  const t = await getT("eds");
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <Narrow className="mx-auto max-w-[760px]">
        <h1 className="text-title font-semibold">{t("page.title")}</h1>
        <p className="mt-1 mb-5 text-muted-foreground">{t("page.text")}</p>
        <I18nProvider locale={await requestLocale()} messages={await clientMessages("eds")}>
          <CheckForm check={checkSignature} />
        </I18nProvider>
      </Narrow>
    </PublicShell>
  );
}
