import { MonitorSmartphone } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutForm } from "@/app/sign-out/form";
import { PortalShell } from "@/components/layout";
import { env } from "@/lib/config";
import { requireSession } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";

/** The frame of the operator's own staff. Each page below asks for its capability once more. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const session = await requireSession("ofd", "operatorStaff");
  const t = await getT("operator");
  return (
    <PortalShell
      brand={env().PRODUCT_OPERATOR_NAME}
      subtitle={t("staff.subtitle")}
      home="/ofd/staff"
      items={[
        {
          href: "/ofd/staff",
          label: t("staff.title"),
          icon: <MonitorSmartphone className="size-4" aria-hidden="true" />,
        },
      ]}
      user={session.name}
      signOut={<SignOutForm realm="ofd" size="sm" />}
    >
      <I18nProvider locale={await requestLocale()} messages={await clientMessages("operator")}>
        {children}
      </I18nProvider>
    </PortalShell>
  );
}
