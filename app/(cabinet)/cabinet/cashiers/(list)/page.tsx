import { Plus, Users } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { DataTable, readTableQuery, type SearchParams } from "@/components/table";
import { ButtonLink } from "@/components/ui/button";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { cashierList } from "@/lib/registers";
import { ProfileFrame } from "../../profile-frame";

const PATH = "/cabinet/cashiers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("cashiers.title") };
}

/** «Кассиры»: who sells, and where. */
export default async function CashiersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("registers");
  const locale = await requestLocale();
  const table = readTableQuery(await searchParams, { sorts: ["name"], sort: "name", pageRows: 25 });
  const { tenantId, rows } = await query({ realm: "cabinet", can: "cashiers" }, async ({ tenantId }) => ({
    tenantId,
    rows: await cashierList(tenantId, table.search),
  }));
  const add = (
    <ButtonLink href={`${PATH}/new`} variant="primary" icon={<Plus className="size-4" aria-hidden="true" />}>
      {t("cashiers.add")}
    </ButtonLink>
  );
  const from = (table.page - 1) * table.pageRows;
  return (
    <I18nProvider locale={locale} messages={await clientMessages("registers")}>
      <ProfileFrame tenantId={tenantId} current="cashiers" actions={add}>
        <DataTable
          caption={t("cashiers.title")}
          path={PATH}
          query={table}
          total={rows.length}
          rows={rows.slice(from, from + table.pageRows)}
          rowKey={(row) => row.id}
          href={(row) => `${PATH}/${row.id}`}
          search={t("cashiers.search")}
          columns={[
            { key: "name", title: t("cashiers.name"), cell: (row) => row.name },
            {
              key: "login",
              title: t("cashiers.login"),
              cell: (row) => <span className="font-mono text-[13px]">{row.login}</span>,
            },
            {
              key: "access",
              title: t("cashiers.access"),
              cell: (row) =>
                row.registers.length > 0 ? (
                  row.registers.map(({ name, factoryNumber }) => `${name} (${factoryNumber})`).join(", ")
                ) : (
                  <span className="text-muted-foreground">{t("cashiers.noAccess")}</span>
                ),
            },
            {
              key: "status",
              title: t("cashiers.status"),
              card: "side",
              cell: (row) => <StatusBadge machine="account" status={row.disabledAt ? "disabled" : "active"} />,
            },
          ]}
          actions={(row) => (
            <ButtonLink size="sm" href={`${PATH}/${row.id}`}>
              {t("cashiers.change")}
            </ButtonLink>
          )}
          empty={
            <EmptyState
              icon={<Users aria-hidden="true" />}
              title={t("cashiers.emptyTitle")}
              text={t("cashiers.emptyText")}
              action={add}
            />
          }
        />
      </ProfileFrame>
    </I18nProvider>
  );
}
