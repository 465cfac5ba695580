import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout";
import { Tabs } from "@/components/ui/tabs";
import { getT } from "@/lib/i18n/server";
import { organizationOf } from "@/lib/orgs";
import { profileCounts } from "@/lib/registers";

/** Head of the profile: whose it is, and its three tabs with what is in them. */
export async function ProfileFrame({
  tenantId,
  current,
  actions,
  children,
}: {
  tenantId: string;
  current: "profile" | "registers" | "cashiers";
  actions?: ReactNode;
  children: ReactNode;
}) {
  const t = await getT("registers");
  const organization = await organizationOf(tenantId);
  const counts = await profileCounts(tenantId);
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
          { href: "/cabinet/profile", label: t("tabs.profile"), current: current === "profile" },
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
        ]}
      />
      <div className="mt-4">{children}</div>
    </>
  );
}
