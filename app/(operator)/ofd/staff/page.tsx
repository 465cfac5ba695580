import { MonitorSmartphone, Search } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { type Column, type SearchParams, SimpleTable } from "@/components/table";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { query } from "@/lib/http";
import { formatDateTime, type Translate } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { type StaffRegister, staffRegisters } from "@/lib/operator";
import { StateBadge } from "./state-badge";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("staff.title") };
}

const columns = (t: Translate<"operator">): readonly Column<StaffRegister>[] => [
  {
    key: "register",
    title: t("settings.register"),
    card: "title",
    cell: (row) => (
      <>
        {row.name} <span className="font-mono text-[13px] text-muted-foreground">id: {row.id}</span>
      </>
    ),
  },
  {
    key: "client",
    title: t("staff.client"),
    cell: (row) => (
      <>
        {row.client.name}
        <span className="block font-mono text-[13px] text-muted-foreground">{row.client.xin}</span>
      </>
    ),
  },
  {
    key: "registrationNumber",
    title: t("settings.registrationNumber"),
    cell: (row) => <span className="num">{row.registrationNumber ?? "–"}</span>,
  },
  {
    key: "seen",
    title: t("register.seen"),
    cell: (row) => (row.seenAt ? formatDateTime(row.seenAt) : t("register.never")),
  },
  { key: "state", title: t("staff.state"), cell: (row) => <StateBadge register={row} /> },
  {
    key: "open",
    title: t("settings.actions"),
    align: "right",
    card: "side",
    cell: (row) => (
      <ButtonLink size="sm" href={`/ofd/staff/${row.id}`}>
        {t("staff.open")}
      </ButtonLink>
    ),
  },
];

export default async function StaffPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { q } = await searchParams;
  const search = typeof q === "string" ? q.trim().slice(0, 100) : "";
  const rows = await query({ realm: "ofd", can: "operatorStaff" }, () => staffRegisters(search));
  const t = await getT("operator");
  return (
    <>
      <PageHeader title={t("staff.title")} text={search === "" ? t("staff.blockedOnly") : undefined} />
      <form action="/ofd/staff" className="mb-4 flex flex-wrap gap-2">
        <div className="min-w-0 flex-1 max-md:basis-full">
          <Input
            name="q"
            type="search"
            aria-label={t("registers.find")}
            placeholder={t("staff.search")}
            defaultValue={search}
            maxLength={100}
            start={<Search className="size-4" aria-hidden="true" />}
          />
        </div>
        <Button type="submit">{t("registers.find")}</Button>
      </form>
      <SimpleTable
        caption={t("staff.title")}
        rows={rows}
        rowKey={(row) => String(row.id)}
        columns={columns(t)}
        empty={
          <Card>
            <EmptyState
              icon={<MonitorSmartphone />}
              title={search === "" ? t("staff.noneBlocked") : t("registers.noMatch")}
            />
          </Card>
        }
      />
    </>
  );
}
