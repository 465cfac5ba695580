import type { Metadata } from "next";
import { Narrow, PageHeader } from "@/components/layout";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { accessOptions } from "../access-options";
import { createCashierAction } from "../actions";
import { NewCashier } from "./new-cashier";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("cashiers.newTitle") };
}

export default async function NewCashierPage() {
  const t = await getT("registers");
  const locale = await requestLocale();
  const options = await query({ realm: "cabinet", can: "cashiers" }, ({ tenantId }) => accessOptions(tenantId, locale));
  return (
    <I18nProvider locale={locale} messages={await clientMessages("registers")}>
      <PageHeader
        title={t("cashiers.newTitle")}
        crumbs={[
          { href: "/cabinet/profile", label: t("profile") },
          { href: "/cabinet/cashiers", label: t("cashiers.title") },
        ]}
      />
      <Narrow>
        <NewCashier action={createCashierAction} options={options} />
      </Narrow>
    </I18nProvider>
  );
}
