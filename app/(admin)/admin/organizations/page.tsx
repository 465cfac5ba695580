import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { DataTable, readTableQuery, type SearchParams } from "@/components/table";
import { CopyText } from "@/components/ui/copy-text";
import { query } from "@/lib/http";
import { formatDate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { formatDay } from "@/lib/kernel";
import { organizationList } from "@/lib/orgs";
import { ChangeStatus } from "./change-status";

const STATUSES = ["all", "active", "suspended"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("admin"))("organizations.title") };
}

export default async function OrganizationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("admin");
  const table = readTableQuery(await searchParams, { sorts: ["since"], sort: "since", filters: { status: STATUSES } });
  const { search, page, pageRows, filters } = table;
  const list = await query({ realm: "cabinet", can: "allOrganizations" }, () =>
    organizationList({ search, page, pageRows, status: filters.status }),
  );
  return (
    <I18nProvider locale={await requestLocale()} messages={await clientMessages("admin")}>
      <PageHeader title={t("organizations.title")} />
      <DataTable
        caption={t("organizations.title")}
        path="/admin/organizations"
        query={table}
        rows={list.rows}
        total={list.total}
        rowKey={(row) => row.id}
        search={t("organizations.search")}
        filters={[
          {
            name: "status",
            label: t("organizations.status"),
            options: STATUSES.map((value) => ({
              value,
              label: t(`organizations.${value}`),
              count: list.counts[value],
            })),
          },
        ]}
        columns={[
          {
            key: "name",
            title: t("organizations.name"),
            cell: (row) => row.name,
            className: "font-medium",
            card: "title",
          },
          { key: "xin", title: t("organizations.xin"), cell: (row) => <CopyText text={row.xin} /> },
          {
            key: "email",
            title: t("organizations.email"),
            cell: (row) => (
              <>
                <span className="block break-all">{row.email}</span>
                <StatusBadge machine="email" status={row.emailConfirmedAt ? "confirmed" : "unconfirmed"} />
              </>
            ),
          },
          {
            key: "contract",
            title: t("organizations.contract"),
            className: "num",
            cell: (row) =>
              t("organizations.contractValue", { number: row.contractNumber, date: formatDay(row.contractDay) }),
          },
          { key: "since", title: t("organizations.since"), className: "num", cell: (row) => formatDate(row.createdAt) },
          {
            key: "status",
            title: t("organizations.status"),
            card: "side",
            cell: (row) => (
              <StatusBadge
                machine="organization"
                status={row.status}
                {...(row.suspendedReason ? { title: row.suspendedReason } : {})}
              />
            ),
          },
        ]}
        actions={(row) =>
          row.status !== "closed" && <ChangeStatus id={row.id} name={row.name} suspended={row.status === "suspended"} />
        }
        empty={<EmptyState icon={<Building2 />} title={t("organizations.empty")} text={t("organizations.emptyText")} />}
      />
    </I18nProvider>
  );
}
