import type { Metadata } from "next";
import { Narrow, PageHeader } from "@/components/layout";
import { goodGroups } from "@/lib/catalog";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { organizationOf } from "@/lib/orgs";
import { createGoodAction } from "../actions";
import { GoodForm } from "../good-form";
import { unitOptions, vatOptions } from "../options";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("catalog"))("newTitle") };
}

export default async function NewGoodPage() {
  const t = await getT("catalog");
  const locale = await requestLocale();
  const { organization, groups } = await query({ realm: "cabinet", can: "goods" }, async ({ tenantId }) => ({
    organization: await organizationOf(tenantId),
    groups: await goodGroups(tenantId),
  }));
  const initial = {
    unitCode: "796",
    vatKind: organization?.vat ? "16" : "none",
    pricing: "fixed",
    sectionCode: "1",
  };
  return (
    <I18nProvider locale={locale} messages={await clientMessages("catalog")}>
      <PageHeader title={t("newTitle")} crumbs={[{ href: "/cabinet/goods", label: t("title") }]} />
      <Narrow>
        <GoodForm
          action={createGoodAction}
          initial={initial}
          units={unitOptions(locale)}
          vatKinds={vatOptions(locale)}
          groups={groups}
        />
      </Narrow>
    </I18nProvider>
  );
}
