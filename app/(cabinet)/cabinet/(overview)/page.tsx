import { MailWarning, Plus } from "lucide-react";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout";
import { Refresh } from "@/components/layout/refresh";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { query } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { AccountCard, FirstDayCard, HealthCard, NeedsCard } from "./cards";
import { needsOf } from "./needs";
import { readOverview } from "./read";
import { MonthCard, RecentCard } from "./side-cards";
import { TodayCard } from "./today-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("cabinet"))("overview.title") };
}

const REFRESH_MS = 30_000;

/** What waits for the owner, how the registers are, and what is on the account. */
export default async function OverviewPage() {
  const t = await getT("cabinet");
  const ui = await getT("ui");
  const overview = await query({ realm: "cabinet", can: "organization" }, ({ tenantId }) => readOverview(tenantId));
  const { organization, counts, balanceTiyn, basicTiyn } = overview;
  const firstDay = counts.active === 0;
  const plus = <Plus className="size-4" aria-hidden="true" />;
  return (
    <>
      <Refresh everyMs={REFRESH_MS} />
      <PageHeader
        title={t("overview.title")}
        actions={
          balanceTiyn >= basicTiyn ? (
            <ButtonLink href="/cabinet/registers/new" icon={plus}>
              {t("overview.addRegister")}
            </ButtonLink>
          ) : (
            <Button icon={plus} reason={t("overview.topUpFirst")}>
              {t("overview.addRegister")}
            </Button>
          )
        }
      />
      {organization && !organization.emailConfirmedAt && (
        <Alert
          tone="warning"
          className="mb-5"
          icon={<MailWarning className="size-5" aria-hidden="true" />}
          title={t("overview.unconfirmed", { email: organization.email })}
          actions={
            <ButtonLink href="/cabinet/profile" variant="primary">
              {t("overview.toProfile")}
            </ButtonLink>
          }
        >
          {t("overview.unconfirmedText")}
        </Alert>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0 space-y-4">
          {firstDay && <FirstDayCard t={t} overview={overview} />}
          {(counts.all > 0 || !firstDay) && <NeedsCard t={t} needs={needsOf(overview, { t, ui })} />}
          {!firstDay && <TodayCard today={overview.today} now={overview.now} />}
          {!firstDay && <HealthCard t={t} ui={ui} overview={overview} />}
        </div>
        <div className="min-w-0 space-y-4">
          <AccountCard t={t} overview={overview} />
          {!firstDay && <RecentCard recent={overview.recent} today={overview.today.day} />}
          {!firstDay && <MonthCard today={overview.today.day} />}
        </div>
      </div>
    </>
  );
}
