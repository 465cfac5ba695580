import { Package, Plus, Star, Upload } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { type Column, DataTable, type SearchParams } from "@/components/table";
import { ButtonLink } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { type Good, goodGroups, goodList } from "@/lib/catalog";
import { query } from "@/lib/http";
import { formatDateTime, formatMoney, type Locale, type Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { archiveGoodAction } from "../actions";
import { ArchiveButton } from "../archive-button";
import { Groups } from "../groups";
import { unitShort, vatLabel } from "../options";
import { GOOD_TABS, goodFilter, goodGroup, goodTable } from "../table";

const PATH = "/cabinet/goods";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("catalog"))("title") };
}

const columns = (t: Translate<"catalog">, locale: Locale): readonly Column<Good>[] => [
  {
    key: "name",
    title: t("name"),
    sort: "name",
    cell: (row) => (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        {row.favourite && (
          <Star className="size-3.5 fill-current text-warning-text" role="img" aria-label={t("favourite")} />
        )}
        {row.name}
        {row.groupName && <span className="text-caption text-muted-foreground">{row.groupName}</span>}
      </span>
    ),
  },
  {
    key: "barcode",
    title: t("barcode"),
    sort: "barcode",
    className: "relative z-10",
    cell: (row) =>
      row.barcode ? (
        <CopyText text={row.barcode} />
      ) : (
        <span className="text-caption text-muted-foreground">{t("noBarcode")}</span>
      ),
  },
  { key: "vat", title: t("vat"), cell: (row) => vatLabel(row.vatKind, locale) },
  {
    key: "updated",
    title: t("updated"),
    sort: "updated",
    card: "hidden",
    cell: (row) => <span className="num">{formatDateTime(row.updatedAt)}</span>,
  },
  {
    key: "price",
    title: t("price"),
    sort: "price",
    align: "right",
    card: "side",
    cell: (row) =>
      row.priceTiyn === null ? (
        <span className="text-muted-foreground">{t("free")}</span>
      ) : (
        `${formatMoney(row.priceTiyn)} / ${unitShort(row.unitCode, locale)}`
      ),
  },
];

/** «Товары»: what the cashier picks at the till. */
export default async function GoodsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("catalog");
  const locale = await requestLocale();
  const asked = await searchParams;
  const table = goodTable(asked);
  const group = goodGroup(asked);
  const { list, groups } = await query({ realm: "cabinet", can: "goods" }, async ({ tenantId }) => ({
    list: await goodList(tenantId, goodFilter(table, group)),
    groups: await goodGroups(tenantId),
  }));
  const add = (
    <ButtonLink href={`${PATH}/new`} variant="primary" icon={<Plus className="size-4" aria-hidden="true" />}>
      {t("add")}
    </ButtonLink>
  );
  return (
    <I18nProvider locale={locale} messages={await clientMessages("catalog")}>
      <PageHeader
        title={t("title")}
        text={t("text")}
        actions={
          <>
            <ButtonLink href={`${PATH}/import`} icon={<Upload className="size-4" aria-hidden="true" />}>
              {t("import.open")}
            </ButtonLink>
            {add}
          </>
        }
      />
      <Groups groups={groups} current={group} label={t("group")} all={t("allGroups")} />
      <DataTable
        caption={t("title")}
        path={PATH}
        query={table}
        total={list.total}
        rows={list.rows}
        rowKey={(row) => row.id}
        href={(row) => `${PATH}/${row.id}`}
        columns={columns(t, locale)}
        search={t("search")}
        filters={[
          {
            name: "tab",
            label: t("filter"),
            options: GOOD_TABS.map((tab) => ({ value: tab, label: t(tab), count: list.counts[tab] })),
          },
        ]}
        exportHref={`${PATH}/export`}
        actions={(row) => (
          <>
            <ButtonLink size="sm" href={`${PATH}/${row.id}`}>
              {t("edit")}
            </ButtonLink>
            <ArchiveButton
              size="sm"
              variant="ghost"
              action={archiveGoodAction}
              good={{ id: row.id, archived: row.archivedAt !== null }}
            />
          </>
        )}
        empty={
          <EmptyState
            icon={<Package aria-hidden="true" />}
            title={t("emptyTitle")}
            text={t("emptyText")}
            action={add}
          />
        }
      />
    </I18nProvider>
  );
}
