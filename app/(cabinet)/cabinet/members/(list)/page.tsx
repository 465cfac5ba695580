import { Plus, UserCheck } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { DataTable, readTableQuery, type SearchParams } from "@/components/table";
import { ButtonLink } from "@/components/ui/button";
import { query } from "@/lib/http";
import { formatDate } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { memberList } from "@/lib/orgs";
import { ProfileFrame } from "../../profile-frame";

const PATH = "/cabinet/members";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("cabinet"))("members.title") };
}

/** «Сотрудники»: who enters the cabinet beside its owner, and what each may do. */
export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("cabinet");
  const table = readTableQuery(await searchParams, { sorts: ["name"], sort: "name", pageRows: 25 });
  const { tenantId, all } = await query({ realm: "cabinet", can: "members" }, async ({ tenantId }) => ({
    tenantId,
    all: await memberList(tenantId),
  }));
  const wanted = table.search.toLocaleLowerCase("ru");
  const rows = all.filter(({ name, iin }) => name.toLocaleLowerCase("ru").includes(wanted) || iin.includes(wanted));
  const add = (
    <ButtonLink href={`${PATH}/new`} variant="primary" icon={<Plus className="size-4" aria-hidden="true" />}>
      {t("members.add")}
    </ButtonLink>
  );
  const from = (table.page - 1) * table.pageRows;
  return (
    <ProfileFrame tenantId={tenantId} current="members" actions={add}>
      <p className="mb-4 max-w-[760px] text-muted-foreground">{t("members.text")}</p>
      <DataTable
        caption={t("members.title")}
        path={PATH}
        query={table}
        total={rows.length}
        rows={rows.slice(from, from + table.pageRows)}
        rowKey={(row) => row.id}
        href={(row) => `${PATH}/${row.id}`}
        search={t("members.search")}
        columns={[
          { key: "name", title: t("members.name"), cell: (row) => row.name },
          {
            key: "iin",
            title: t("members.iin"),
            cell: (row) => <span className="font-mono text-[13px]">{row.iin}</span>,
          },
          { key: "role", title: t("members.role"), cell: (row) => t(`members.role_${row.role}`) },
          { key: "since", title: t("members.since"), cell: (row) => formatDate(row.admittedAt), card: "hidden" },
          {
            key: "status",
            title: t("members.status"),
            card: "side",
            cell: (row) => <StatusBadge machine="account" status={row.disabledAt ? "disabled" : "active"} />,
          },
        ]}
        actions={(row) => (
          <ButtonLink size="sm" href={`${PATH}/${row.id}`}>
            {t("members.change")}
          </ButtonLink>
        )}
        empty={
          <EmptyState
            icon={<UserCheck aria-hidden="true" />}
            title={t("members.emptyTitle")}
            text={t("members.emptyText")}
            action={add}
          />
        }
      />
    </ProfileFrame>
  );
}
