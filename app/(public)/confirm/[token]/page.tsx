import type { Metadata } from "next";
import { PublicShell } from "@/components/layout";
import { env } from "@/lib/config";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { Confirm } from "./confirm";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("public"))("confirm.title"), referrer: "no-referrer" };
}

/** Where a letter's link leads. Opening it changes nothing by itself: a mail program that looks ahead must not confirm. */
export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <I18nProvider locale={await requestLocale()} messages={await clientMessages("public")}>
        <Confirm token={token} />
      </I18nProvider>
    </PublicShell>
  );
}
