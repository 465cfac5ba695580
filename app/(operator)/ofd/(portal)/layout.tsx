import { Building2, FileText, MonitorSmartphone, Tag, UserRound, Wallet } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { SignOutForm } from "@/app/sign-out/form";
import { PortalShell } from "@/components/layout";
import { Alert } from "@/components/ui/alert";
import { cn } from "@/components/ui/cn";
import { env } from "@/lib/config";
import { query } from "@/lib/http";
import { formatMoney } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { tiyn } from "@/lib/kernel";
import { accountSummary } from "@/lib/operator";

/** The frame of the portal: menu, personal account, and what is owed. Each page below asks for its own session once more. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { account, user } = await query({ realm: "ofd" }, async ({ tenantId, session }) => ({
    account: await accountSummary(tenantId),
    user: session.name,
  }));
  const t = await getT("operator");
  const balance = formatMoney(account.balanceTiyn);
  const icon = (Icon: typeof Tag) => <Icon className="size-4" aria-hidden="true" />;
  return (
    <PortalShell
      brand={env().PRODUCT_OPERATOR_NAME}
      subtitle={t("shell.subtitle")}
      home="/ofd/registers"
      items={[
        { href: "/ofd/organization", label: t("shell.organization"), icon: icon(Building2) },
        { href: "/ofd/registers", label: t("shell.registers"), icon: icon(MonitorSmartphone) },
        { href: "/ofd/users", label: t("shell.users"), icon: icon(UserRound) },
        { href: "/ofd/documents", label: t("shell.documents"), icon: icon(FileText) },
        { href: "/ofd/account", label: t("shell.account"), icon: icon(Wallet) },
        { href: "/ofd/tariffs", label: t("shell.tariffs"), icon: icon(Tag) },
      ]}
      account={
        <Link
          href="/ofd/account"
          className={cn(
            "num inline-flex h-9 items-center gap-2 rounded-md border px-3 whitespace-nowrap max-md:h-11",
            account.overdue && "border-danger-border bg-danger-bg",
          )}
        >
          <span className="text-muted-foreground">
            {t("shell.accountPill", { number: String(account.accountNumber) })}
          </span>
          <span className={cn("font-semibold max-md:hidden", account.overdue && "text-danger-text")}>{balance}</span>
        </Link>
      }
      user={user}
      signOut={<SignOutForm realm="ofd" size="sm" />}
    >
      {account.overdue && (
        <Alert
          tone="danger"
          className="mb-5"
          title={t("account.debt", { sum: formatMoney(tiyn(-account.balanceTiyn)) })}
        >
          {t("account.debtText")}
        </Alert>
      )}
      <I18nProvider locale={await requestLocale()} messages={await clientMessages("operator")}>
        {children}
      </I18nProvider>
    </PortalShell>
  );
}
