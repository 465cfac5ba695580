import { Building2, ExternalLink, FileText, Plus } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { type Column, DataTable, RowMenu, type SearchParams } from "@/components/table";
import { ButtonLink } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { MenuItem } from "@/components/ui/dropdown-menu";
import { tariff } from "@/lib/billing";
import { systemClock } from "@/lib/config";
import { ncaAddresses } from "@/lib/eds";
import { query } from "@/lib/http";
import { formatDate, formatMoneyShort, type Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { dayOf } from "@/lib/kernel";
import { organizationOf } from "@/lib/orgs";
import { addressLine, paidUntilNext, type RegisterFilter, type RegisterRow, registerList } from "@/lib/registers";
import { ProfileFrame } from "../../profile-frame";
import { prolongAction } from "../actions";
import { ProlongButton } from "../prolong-button";
import { SignAll } from "../sign-all";
import { applicationsBytesAction, signApplicationsAction } from "../sign-all-actions";
import { REGISTER_TABS, registerFilter, registerTable } from "../table";

const PATH = "/cabinet/registers";
type T = Translate<"registers">;

/** What one dialog can sign at once. */
const UNSIGNED: RegisterFilter = {
  ...{ tab: "awaiting_signature", search: "", sort: "factoryNumber", descending: false },
  ...{ page: 1, pageRows: 20 },
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("list.title") };
}

/** The next step of a register stands in sight; the rest is in the menu. */
function NextStep({ row, t }: { row: RegisterRow; t: T }) {
  const at = `${PATH}/${row.id}`;
  if (row.status === "awaiting_signature")
    return (
      <ButtonLink size="sm" href={`${at}/application`}>
        {t("list.sign")}
      </ButtonLink>
    );
  if (row.status === "awaiting_rnm")
    return (
      <ButtonLink size="sm" href={`${at}/card`}>
        {t("list.upload")}
      </ButtonLink>
    );
  if (row.status === "rejected")
    return (
      <ButtonLink size="sm" href={`${at}/card`}>
        {t("list.fix")}
      </ButtonLink>
    );
  const chosen = tariff(row.tariffCode, dayOf(systemClock.now()));
  const until = paidUntilNext(row, systemClock.now());
  if (row.needsProlonging && row.paidUntil && until && chosen)
    return (
      <ProlongButton
        size="sm"
        action={prolongAction}
        register={{ id: row.id, factoryNumber: row.factoryNumber, paidUntil: row.paidUntil.toISOString() }}
        price={formatMoneyShort(chosen.priceTiyn)}
        until={formatDate(until)}
      />
    );
  return (
    <ButtonLink size="sm" href={at}>
      {t("list.open")}
    </ButtonLink>
  );
}

const columns = (t: T, line: (row: RegisterRow) => string): readonly Column<RegisterRow>[] => [
  {
    key: "address",
    title: t("list.address"),
    sort: "address",
    cell: (row) => (
      <>
        {line(row)}
        <span className="block text-caption font-normal text-muted-foreground">
          {row.name}
          <span className="md:hidden">
            , {t("znm")} <span className="font-mono">{row.factoryNumber}</span>
          </span>
        </span>
      </>
    ),
  },
  {
    key: "factoryNumber",
    title: t("znm"),
    sort: "factoryNumber",
    cell: (row) => <CopyText text={row.factoryNumber} />,
    className: "relative z-10",
    card: "hidden",
  },
  {
    key: "registrationNumber",
    title: t("rnm"),
    sort: "registrationNumber",
    cell: (row) =>
      row.registrationNumber ? (
        <CopyText text={row.registrationNumber} />
      ) : (
        <span className="text-caption text-muted-foreground">{t("list.noNumber")}</span>
      ),
    className: "relative z-10",
    card: "hidden",
  },
  {
    key: "status",
    title: t("list.status"),
    sort: "status",
    cell: (row) => (
      <span className="flex flex-wrap gap-1">
        <StatusBadge machine="register" status={row.status} />
        {row.needsProlonging && <StatusBadge machine="register" status="prolong" />}
      </span>
    ),
  },
  {
    key: "paidUntil",
    title: t("list.paidUntil"),
    sort: "paidUntil",
    cell: (row) =>
      row.paidUntil ? (
        <span className={row.needsProlonging ? "num text-warning-text" : "num"}>{formatDate(row.paidUntil)}</span>
      ) : (
        <span className="text-muted-foreground">{t("list.notPaid")}</span>
      ),
    card: "hidden",
  },
];

/** One key for all applications that wait for it, where there is more than one. */
async function SignUnsigned() {
  const t = await getT("registers");
  const locale = await requestLocale();
  const { rows, organization } = await query({ realm: "cabinet", can: "registers" }, async ({ tenantId }) => ({
    rows: (await registerList(tenantId, UNSIGNED)).rows,
    organization: await organizationOf(tenantId),
  }));
  if (!organization || rows.length < 2) return null;
  return (
    <SignAll
      addresses={ncaAddresses()}
      signer={organization.xinKind === "bin" ? { bin: organization.xin } : { iin: organization.xin }}
      applications={rows.map((row) => ({
        registerId: row.id,
        name: t("list.applicationOf", { number: row.factoryNumber, address: addressLine(row.address, locale) }),
      }))}
      bytes={applicationsBytesAction}
      sign={signApplicationsAction}
    />
  );
}

/** «Кассы»: where each register stands and what it waits for. */
export default async function RegistersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("registers");
  const tUi = await getT("ui");
  const locale = await requestLocale();
  const table = registerTable(await searchParams);
  const { tenantId, list } = await query({ realm: "cabinet", can: "registers" }, async ({ tenantId }) => ({
    tenantId,
    list: await registerList(tenantId, registerFilter(table)),
  }));
  const add = (
    <ButtonLink href={`${PATH}/new`} variant="primary" icon={<Plus className="size-4" aria-hidden="true" />}>
      {t("list.add")}
    </ButtonLink>
  );
  const tabs = REGISTER_TABS.filter(
    (tab) => tab === "all" || tab === table.filters.tab || tab !== "awaiting_signature" || list.counts[tab] > 0,
  );
  return (
    <I18nProvider locale={locale} messages={await clientMessages("registers", "eds")}>
      <ProfileFrame
        tenantId={tenantId}
        current="registers"
        actions={
          <>
            <SignUnsigned />
            {add}
          </>
        }
      >
        <DataTable
          caption={t("list.title")}
          path={PATH}
          query={table}
          total={list.total}
          rows={list.rows}
          rowKey={(row) => row.id}
          href={(row) => `${PATH}/${row.id}`}
          columns={columns(t, (row) => addressLine(row.address, locale))}
          search={t("list.search")}
          filters={[
            {
              name: "tab",
              label: t("list.filter"),
              options: tabs.map((tab) => ({
                value: tab,
                label: tab === "all" ? t("list.all") : tUi(`status.register.${tab}`),
                count: list.counts[tab],
              })),
            },
          ]}
          exportHref={`${PATH}/export`}
          actions={(row) => (
            <>
              <NextStep row={row} t={t} />
              <RowMenu label={t("list.more", { number: row.factoryNumber })}>
                <MenuItem icon={<ExternalLink aria-hidden="true" />} href={`${PATH}/${row.id}`}>
                  {t("list.open")}
                </MenuItem>
                <MenuItem icon={<FileText aria-hidden="true" />} href={`${PATH}/${row.id}/application`}>
                  {t("list.application")}
                </MenuItem>
              </RowMenu>
            </>
          )}
          empty={
            <EmptyState
              icon={<Building2 aria-hidden="true" />}
              title={t("list.emptyTitle")}
              text={t("list.emptyText")}
              action={add}
            />
          }
        />
      </ProfileFrame>
    </I18nProvider>
  );
}
