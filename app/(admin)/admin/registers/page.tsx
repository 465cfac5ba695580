import { MonitorSmartphone } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { type Column, DataTable, readTableQuery, type SearchParams } from "@/components/table";
import { CopyText } from "@/components/ui/copy-text";
import { type AlarmView, alarmsOf } from "@/lib/fiscal";
import { query } from "@/lib/http";
import type { Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { type AdminRegisterRow, addressLine, allRegisters, REGISTER_SORTS } from "@/lib/registers";
import { AlarmsCell, BlocksCell } from "./cells";
import { SettleHeld } from "./settle-held";

const PATH = "/admin/registers";
const TABS = [
  "all",
  "active",
  "awaiting_signature",
  "awaiting_rnm",
  "in_moderation",
  "rejected",
  "prolong",
  "deregistered",
] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("admin"))("registers.title") };
}

const columns = (
  t: Translate<"admin">,
  r: Translate<"registers">,
  ui: Translate<"ui">,
  line: (row: AdminRegisterRow) => string,
  alarms: readonly AlarmView[],
): readonly Column<AdminRegisterRow>[] => [
  {
    key: "organization",
    title: t("registers.organization"),
    cell: (row) => (
      <>
        {row.organization}
        <span className="block font-mono text-[13px] font-normal text-muted-foreground">{row.xin}</span>
      </>
    ),
  },
  {
    key: "address",
    title: t("registers.address"),
    sort: "address",
    cell: (row) => (
      <>
        {line(row)}
        <span className="block text-caption text-muted-foreground">{row.name}</span>
      </>
    ),
  },
  { key: "znm", title: r("znm"), sort: "factoryNumber", cell: (row) => <CopyText text={row.factoryNumber} /> },
  {
    key: "rnm",
    title: r("rnm"),
    sort: "registrationNumber",
    cell: (row) => (row.registrationNumber ? <CopyText text={row.registrationNumber} /> : "–"),
  },
  {
    key: "status",
    title: t("registers.status"),
    sort: "status",
    cell: (row) => (
      <span className="flex flex-wrap gap-1">
        <StatusBadge machine="register" status={row.status} />
        {row.needsProlonging && <StatusBadge machine="register" status="prolong" />}
        <span className="block w-full text-caption text-muted-foreground">
          {t("registers.version", { version: [...String(row.ofdVersion)].join(".") })}
        </span>
      </span>
    ),
  },
  {
    key: "blocks",
    title: t("registers.blocks"),
    cell: (row) => <BlocksCell row={row} texts={{ t, r, ui }} />,
  },
  {
    key: "alarms",
    title: t("registers.alarms"),
    cell: (row) => (
      <AlarmsCell alarms={alarms.filter(({ registerId }) => registerId === row.id)} texts={{ t, r, ui }} />
    ),
  },
];

/** Registers of all organisations: where each stands and why it does not sell. */
export default async function AdminRegistersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, r, ui] = [await getT("admin"), await getT("registers"), await getT("ui")];
  const locale = await requestLocale();
  const table = readTableQuery(await searchParams, {
    sorts: REGISTER_SORTS,
    sort: "factoryNumber",
    descending: true,
    filters: { tab: TABS },
    pageRows: 25,
  });
  const { search, sort, descending, page, pageRows, filters } = table;
  const { list, alarms } = await query({ realm: "cabinet", can: "allRegisters" }, async () => {
    const list = await allRegisters({ search, sort, descending, page, pageRows, tab: filters.tab });
    return { list, alarms: await alarmsOf(list.rows.map(({ id }) => id)) };
  });
  return (
    <I18nProvider locale={locale} messages={await clientMessages("admin")}>
      <PageHeader title={t("registers.title")} text={t("registers.text")} />
      <DataTable
        caption={t("registers.title")}
        path={PATH}
        query={table}
        total={list.total}
        rows={list.rows}
        rowKey={(row) => row.id}
        columns={columns(t, r, ui, (row) => addressLine(row.address, locale), alarms)}
        search={t("registers.search")}
        filters={[
          {
            name: "tab",
            label: t("registers.status"),
            options: TABS.map((tab) => ({
              value: tab,
              label: tab === "all" ? r("list.all") : ui(`status.register.${tab}`),
              count: list.counts[tab],
            })),
          },
        ]}
        actions={(row) =>
          row.status === "active" &&
          row.blocks.some((cause) => cause === "data" || cause === "protocol") && (
            <SettleHeld tenantId={row.tenantId} registerId={row.id} name={row.name} />
          )
        }
        empty={<EmptyState icon={<MonitorSmartphone aria-hidden="true" />} title={t("registers.emptyTitle")} />}
      />
    </I18nProvider>
  );
}
