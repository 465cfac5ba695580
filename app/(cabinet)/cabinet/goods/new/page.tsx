import type { Metadata } from "next";
import { Form, SubmitButton, TextField } from "@/components/form";
import { Narrow, PageHeader } from "@/components/layout";
import type { SearchParams } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { goodGroups } from "@/lib/catalog";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { organizationOf } from "@/lib/orgs";
import { createGoodAction, findGoodAction } from "../actions";
import { GoodForm } from "../good-form";
import { unitCodeOf, unitOptions, vatOptions } from "../options";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("catalog"))("newTitle") };
}

const PREFILLED = ["name", "barcode", "ntin", "unitCode", "marked"] as const;

/** What the national catalogue said, where the address carries it. */
const prefilled = (asked: SearchParams): Record<string, string> =>
  Object.fromEntries(
    PREFILLED.flatMap((name) => {
      const value = asked[name];
      return typeof value === "string" ? [[name, value.slice(0, 255)]] : [];
    }),
  );

export default async function NewGoodPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const found = prefilled(await searchParams);
  const t = await getT("catalog");
  const locale = await requestLocale();
  const { organization, groups } = await query({ realm: "cabinet", can: "goods" }, async ({ tenantId }) => ({
    organization: await organizationOf(tenantId),
    groups: await goodGroups(tenantId),
  }));
  const initial = {
    vatKind: organization?.vat ? "16" : "none",
    pricing: "fixed",
    sectionCode: "1",
    ...found,
    unitCode: unitCodeOf(found.unitCode ?? "796"),
  };
  return (
    <I18nProvider locale={locale} messages={await clientMessages("catalog")}>
      <PageHeader title={t("newTitle")} crumbs={[{ href: "/cabinet/goods", label: t("title") }]} />
      <Narrow className="space-y-4">
        {found.name ? (
          <Alert
            tone="success"
            title={t("look.found")}
            actions={<ButtonLink href="/cabinet/goods/new">{t("look.again")}</ButtonLink>}
          />
        ) : (
          <Card>
            <CardBody>
              <Form action={findGoodAction}>
                <div className="flex items-start gap-3 max-md:flex-col max-md:items-stretch">
                  <TextField
                    name="code"
                    label={t("look.findLabel")}
                    help={t("look.findHelp")}
                    look="mono"
                    inputMode="numeric"
                    maxLength={20}
                    className="min-w-0 md:flex-1"
                  />
                  <SubmitButton variant="outline" className="md:mt-[26px]">
                    {t("look.find")}
                  </SubmitButton>
                </div>
              </Form>
            </CardBody>
          </Card>
        )}
        <GoodForm
          key={found.barcode ?? found.ntin ?? ""}
          action={createGoodAction}
          initial={initial}
          units={unitOptions(locale, initial.unitCode)}
          vatKinds={vatOptions(locale)}
          groups={groups}
        />
      </Narrow>
    </I18nProvider>
  );
}
