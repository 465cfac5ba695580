import type { ReactNode } from "react";
import { PortalShell } from "@/components/layout";
import { env } from "@/lib/config";
import { getT } from "@/lib/i18n/server";

/** The frame of the portal's public pages. */
export async function PublicFrame({ children }: { children: ReactNode }) {
  const t = await getT("operator");
  return (
    <PortalShell brand={env().PRODUCT_OPERATOR_NAME} subtitle={t("shell.subtitle")} home="/ofd/sign-in">
      {children}
    </PortalShell>
  );
}
