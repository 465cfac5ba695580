import { ChevronRight, Store } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignOutForm } from "@/app/sign-out/form";
import { EmptyState, PageHeader, PublicShell } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { env } from "@/lib/config";
import { query } from "@/lib/http";
import { getT, requestLocale } from "@/lib/i18n/server";
import { addressLine, registersOfCashier } from "@/lib/registers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("pos"))("choose.title") };
}

/** The registers a cashier may work on; who has only one goes straight to it. */
export default async function ChooseRegisterPage() {
  const t = await getT("pos");
  const locale = await requestLocale();
  const registers = await query({ realm: "pos" }, ({ tenantId, session }) =>
    registersOfCashier(tenantId, session.accountId),
  );
  const [only, ...others] = registers;
  if (only && others.length === 0) redirect(`/pos/${only.id}`);
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME} home="/pos" actions={<SignOutForm realm="pos" />}>
      <PageHeader title={t("choose.title")} text={t("choose.text")} />
      <Card className="max-w-[680px]">
        {registers.length === 0 ? (
          <EmptyState icon={<Store />} title={t("choose.none")} text={t("choose.noneText")} />
        ) : (
          <ul className="divide-y">
            {registers.map((register) => (
              <li key={register.id}>
                <Link
                  href={`/pos/${register.id}`}
                  className="flex min-h-16 items-center gap-3 px-5 py-3 outline-offset-[-2px] hover:bg-accent max-md:px-4"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block text-lead font-medium">
                      {register.name}, {addressLine(register.address, locale)}
                    </span>
                    <span className="block font-mono text-[13px] text-muted-foreground">
                      {t("factoryNumber")} {register.factoryNumber}
                    </span>
                  </span>
                  {register.blocks.length === 0 ? (
                    <StatusBadge machine="register" status="active" title={t("choose.sells")} />
                  ) : (
                    <Badge tone="danger">{t("choose.blocked")}</Badge>
                  )}
                  <ChevronRight className="size-5 shrink-0 text-subtle-foreground" aria-hidden="true" />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </PublicShell>
  );
}
