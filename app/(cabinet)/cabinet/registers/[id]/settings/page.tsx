import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Narrow, PageHeader } from "@/components/layout";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { type RegisterSettings, registerSettingsOf } from "@/lib/registers";
import { saveSettingsAction } from "./actions";
import { SettingsForm } from "./settings-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("settings.title") };
}

/** Settings as a form types them: a list is a line per item. */
const typed = ({ sections, paperTop, paperBottom, ...settings }: RegisterSettings): Record<string, string> => ({
  ...{ rounding: settings.rounding, roundingTo: settings.roundingTo, autoCloseAt: settings.autoCloseAt ?? "" },
  sections: sections.map(({ code, name }) => `${code} ${name}`.trim()).join("\n"),
  ...{ paper: settings.paper, paperLanguage: settings.paperLanguage, printer: settings.printer },
  printerCodeTable: String(settings.printerCodeTable),
  ...{ paperTop: paperTop.join("\n"), paperBottom: paperBottom.join("\n") },
});

/** «Настройки кассы»: what the owner decides for one register. */
export default async function RegisterSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const found = await query({ realm: "cabinet", can: "registers" }, ({ tenantId }) => registerSettingsOf(tenantId, id));
  if (!found) notFound();
  const t = await getT("registers");
  const at = `/cabinet/registers/${id}`;
  return (
    <Narrow>
      <PageHeader
        title={t("settings.title")}
        text={found.name}
        crumbs={[
          { href: "/cabinet/registers", label: t("list.title") },
          { href: at, label: found.factoryNumber },
        ]}
      />
      <I18nProvider locale={await requestLocale()} messages={await clientMessages("registers")}>
        <SettingsForm
          action={saveSettingsAction}
          registerId={id}
          initial={typed(found.settings)}
          withdraws={found.settings.withdrawOnClose}
          back={at}
        />
      </I18nProvider>
    </Narrow>
  );
}
