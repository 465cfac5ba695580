import { UserRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, PageHeader } from "@/components/layout";
import { SimpleTable } from "@/components/table";
import { Card } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { query } from "@/lib/http";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { users } from "@/lib/operator";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("users.title") };
}

export default async function UsersPage() {
  const rows = await query({ realm: "ofd" }, ({ tenantId }) => users(tenantId));
  const t = await getT("operator");
  return (
    <>
      <PageHeader title={t("users.title")} text={t("users.text")} />
      <Card>
        <SimpleTable
          caption={t("users.title")}
          rows={rows}
          rowKey={(row) => String(row.number)}
          empty={<EmptyState icon={<UserRound />} title={t("users.title")} />}
          columns={[
            {
              key: "name",
              title: t("users.name"),
              card: "title",
              cell: (row) => (
                <Link href={`/ofd/users/${row.number}`} className="font-medium text-primary-text hover:underline">
                  {row.name}
                </Link>
              ),
            },
            {
              key: "number",
              title: t("users.number"),
              card: "side",
              cell: (row) => <CopyText text={String(row.number)} />,
            },
            { key: "position", title: t("users.position"), cell: (row) => row.position },
            {
              key: "login",
              title: t("users.login"),
              cell: (row) => <span className="font-mono text-[13px]">{row.login}</span>,
            },
            {
              key: "created",
              title: t("organization.since"),
              cell: (row) => <span className="num">{formatDateTime(row.createdAt)}</span>,
            },
          ]}
        />
      </Card>
    </>
  );
}
