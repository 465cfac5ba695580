import type { ReactNode } from "react";
import { SignOutForm } from "@/app/sign-out/form";
import { AdminShell } from "@/components/layout";
import { env } from "@/lib/config";
import { requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { moderationCount } from "@/lib/registers";

/** The administrators' frame. Each page below asks for its own capability once more. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const session = await requireSession("cabinet", "moderation");
  const t = await getT("admin");
  return (
    <AdminShell
      brand={env().PRODUCT_CABINET_NAME}
      mark={t("shell.mark")}
      home="/admin"
      items={[
        { href: "/admin/moderation", label: t("shell.moderation"), count: await moderationCount() },
        { href: "/admin/payments", label: t("shell.payments") },
        { href: "/admin/organizations", label: t("shell.organizations") },
        { href: "/admin/registers", label: t("shell.registers") },
        { href: "/admin/sessions", label: t("shell.sessions") },
      ]}
      user={session.name}
      signOut={<SignOutForm realm="cabinet" size="sm" />}
      wide={["/admin/moderation"]}
    >
      {children}
    </AdminShell>
  );
}
