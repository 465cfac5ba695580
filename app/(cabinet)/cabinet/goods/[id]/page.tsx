import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Narrow, PageHeader } from "@/components/layout";
import { Alert } from "@/components/ui/alert";
import { goodGroups, good as readGood } from "@/lib/catalog";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { formatDecimal } from "@/lib/kernel";
import { archiveGoodAction, updateGoodAction } from "../actions";
import { ArchiveButton } from "../archive-button";
import { GoodForm } from "../good-form";
import { unitCodeOf, unitOptions, vatOptions } from "../options";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("catalog"))("editTitle") };
}

export default async function GoodPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const t = await getT("catalog");
  const locale = await requestLocale();
  const { good, groups } = await query({ realm: "cabinet", can: "goods" }, async ({ tenantId }) => ({
    good: await readGood(tenantId, id),
    groups: await goodGroups(tenantId),
  }));
  if (!good) notFound();
  const archived = good.archivedAt !== null;
  const initial = {
    name: good.name,
    barcode: good.barcode ?? "",
    unitCode: unitCodeOf(good.unitCode),
    vatKind: good.vatKind,
    pricing: good.priceTiyn === null ? "free" : "fixed",
    price: good.priceTiyn === null ? "" : formatDecimal(good.priceTiyn).replace(".", ","),
    sectionCode: good.sectionCode,
    ...{ groupName: good.groupName ?? "", article: good.article ?? "", ntin: good.ntin ?? "", plu: good.plu ?? "" },
    ...{ favourite: good.favourite ? "on" : "", marked: good.marked ? "on" : "" },
  };
  return (
    <I18nProvider locale={locale} messages={await clientMessages("catalog")}>
      <PageHeader
        title={good.name}
        crumbs={[{ href: "/cabinet/goods", label: t("title") }]}
        actions={<ArchiveButton action={archiveGoodAction} good={{ id: good.id, archived }} />}
      />
      <Narrow className="space-y-4">
        {archived && <Alert tone="warning" title={t("inArchive")} />}
        <GoodForm
          key={good.version}
          action={updateGoodAction}
          good={{ id: good.id, version: good.version }}
          initial={initial}
          units={unitOptions(locale, initial.unitCode)}
          vatKinds={vatOptions(locale, good.vatKind)}
          groups={groups}
        />
      </Narrow>
    </I18nProvider>
  );
}
