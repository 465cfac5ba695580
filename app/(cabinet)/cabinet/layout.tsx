import {
  Building2,
  ChartNoAxesColumn,
  Clock,
  LayoutDashboard,
  MonitorSmartphone,
  Package,
  ReceiptText,
  Wallet,
} from "lucide-react";
import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { SignOutForm } from "@/app/sign-out/form";
import { AreaShell, type MenuGroup } from "@/components/layout";
import { type AccountKind, type Capability, can } from "@/lib/auth";
import { accountBalance } from "@/lib/billing";
import { env } from "@/lib/config";
import { HOME, query } from "@/lib/http";
import { formatMoneyShort, type Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { organizationOf } from "@/lib/orgs";
import { addressLine, registerMenu } from "@/lib/registers";

/** What opens as a tab of the profile. */
const PROFILE_TABS = [
  "/cabinet/registers",
  "/cabinet/registers/new",
  "/cabinet/cashiers",
  "/cabinet/cashiers/new",
  "/cabinet/members",
  "/cabinet/members/new",
] as const;

const roleOf = (kind: AccountKind) => (kind === "manager" || kind === "accountant" ? kind : "owner");

/** What the tills did: for whoever may see receipts. */
const tradeItems = (t: Translate<"cabinet">): MenuGroup["items"] => [
  { href: "/cabinet/reports", label: t("shell.reports"), icon: <ChartNoAxesColumn /> },
  { href: "/cabinet/receipts", label: t("shell.receipts"), icon: <ReceiptText /> },
  { href: "/cabinet/shifts", label: t("shell.shifts"), icon: <Clock /> },
];

/** The cabinet's frame: menu of the organisation, its working registers by ЗНМ, and whose cabinet it is. */
export default async function CabinetLayout({ children }: { children: ReactNode }) {
  const t = await getT("cabinet");
  const locale = await requestLocale();
  const { session, organization, registers, balance } = await query(
    { realm: "cabinet", can: "cabinet" },
    async ({ session, tenantId }) => ({
      session,
      organization: await organizationOf(tenantId),
      registers: await registerMenu(tenantId),
      balance: await accountBalance(tenantId),
    }),
  );
  const may = (capability: Capability) => can(session.kind, capability);
  const profile = { icon: <Building2 />, also: PROFILE_TABS };
  const menu: readonly MenuGroup[] = [
    {
      label: t("shell.mainMenu"),
      items: [
        ...(may("organization")
          ? [
              { href: "/cabinet", label: t("shell.overview"), icon: <LayoutDashboard />, exact: true },
              { href: "/cabinet/profile", label: t("shell.profile"), ...profile },
            ]
          : []),
        ...(may("registers") && !may("organization")
          ? [{ href: "/cabinet/registers", label: t("shell.profile"), ...profile }]
          : []),
        ...(may("billing")
          ? [
              {
                href: "/cabinet/billing",
                label: t("shell.billing"),
                icon: <Wallet />,
                count: formatMoneyShort(balance),
              },
            ]
          : []),
        ...(may("receipts") ? tradeItems(t) : []),
        ...(may("goods") ? [{ href: "/cabinet/goods", label: t("shell.goods"), icon: <Package /> }] : []),
      ],
    },
    {
      label: t("shell.registers"),
      empty: t("shell.noRegisters"),
      items: registers.map(({ id, factoryNumber, name, address }) => ({
        href: may("registers") ? `/cabinet/registers/${id}` : `/cabinet/registers/${id}/documents`,
        label: factoryNumber,
        note: `${name}, ${addressLine(address, locale)}`,
        mono: true,
      })),
    },
  ];
  return (
    <I18nProvider locale={locale} messages={await clientMessages("cabinet")}>
      <AreaShell
        brand={env().PRODUCT_CABINET_NAME}
        home={HOME[session.kind]}
        menu={menu}
        org={{ label: t("shell.organization"), name: organization?.name ?? "" }}
        user={{ name: session.name, role: t(`shell.${roleOf(session.kind)}`) }}
        signOut={<SignOutForm realm="cabinet" />}
        folded={(await cookies()).get("menu")?.value === "folded"}
        foot={
          <Link
            href="/cabinet/sessions"
            className="mb-2 flex min-h-9 items-center gap-2.5 rounded-md px-2.5 text-body text-sidebar-foreground hover:bg-sidebar-accent/60 max-md:min-h-11"
          >
            <MonitorSmartphone className="size-4 shrink-0 text-subtle-foreground" aria-hidden="true" />
            {t("shell.sessions")}
          </Link>
        }
      >
        {children}
      </AreaShell>
    </I18nProvider>
  );
}
