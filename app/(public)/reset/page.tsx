import type { Metadata } from "next";
import { PublicShell } from "@/components/layout";
import { RESET_LINK_MINUTES } from "@/lib/auth";
import { env } from "@/lib/config";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { askForLink } from "./actions";
import { AskForLink } from "./ask-for-link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("reset.title") };
}

export default async function ResetPage() {
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <div className="mx-auto max-w-[400px] md:pt-8">
        <I18nProvider locale={await requestLocale()} messages={await clientMessages("auth")}>
          <AskForLink ask={askForLink} minutes={RESET_LINK_MINUTES} />
        </I18nProvider>
      </div>
    </PublicShell>
  );
}
