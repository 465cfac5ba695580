import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/auth";
import { currentSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { organizationOf } from "@/lib/orgs";
import { profileCounts } from "@/lib/registers";

/** Head of the profile: whose it is, and those of its tabs that are open to whoever is signed in, with what is in them. */
export async function ProfileFrame({
  tenantId,
  current,
  actions,
  children,
}: {
  tenantId: string;
  current: "profile" | "registers" | "cashiers" | "members";
  actions?: ReactNode;
  children: ReactNode;
}) {
  const t = await getT("registers");
  const tab = await getT("cabinet");
  const organization = await organizationOf(tenantId);
  const counts = await profileCounts(tenantId);
  const session = await currentSession("cabinet");
  const isOwner = session !== null && can(session.kind, "organization");
  return (
    <>
      <PageHeader
        title={t("profile")}
        text={
          organization && (
            <>
              {organization.name}, {t(organization.xinKind)}{" "}
              <span className="font-mono text-[13px]">{organization.xin}</span>
            </>
          )
        }
        actions={actions}
      />
      <Tabs
        label={t("tabs.label")}
        tabs={[
          ...(isOwner ? [{ href: "/cabinet/profile", label: t("tabs.profile"), current: current === "profile" }] : []),
          {
            href: "/cabinet/registers",
            label: t("tabs.registers"),
            count: counts.registers,
            current: current === "registers",
          },
          {
            href: "/cabinet/cashiers",
            label: t("tabs.cashiers"),
            count: counts.cashiers,
            current: current === "cashiers",
          },
          ...(isOwner
            ? [{ href: "/cabinet/members", label: tab("members.title"), current: current === "members" }]
            : []),
        ]}
      />
      <div className="mt-4">{children}</div>
    </>
  );
}
