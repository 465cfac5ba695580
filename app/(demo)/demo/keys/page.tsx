import { AppWindow, KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState, PageHeader, PublicShell } from "@/components/layout";
import { SimpleTable } from "@/components/table";
import { Badge } from "@/components/ui/badge";
import { buttonLook } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { env } from "@/lib/config";
import { demoKeys } from "@/lib/eds";
import { getT, requestLocale } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("eds"))("keys.title") };
}

const TONES = { good: "success", expired: "warning", revoked: "danger" } as const;

/** Demo only: whose keys there are, and the password that opens them. */
export default async function DemoKeysPage() {
  const demo = demoKeys();
  if (!demo) notFound();
  const t = await getT("eds");
  const windowUrl = `${demo.windowUrl}?lang=${await requestLocale()}`;
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME} wide>
      <PageHeader
        title={t("keys.title")}
        text={t("keys.text")}
        actions={
          <a href={windowUrl} target="_blank" rel="noreferrer" className={buttonLook({ variant: "primary" })}>
            <AppWindow className="size-4" aria-hidden="true" />
            {t("keys.open")}
          </a>
        }
      />
      <p className="mb-1">
        {t("keys.password")}: <CopyText text={demo.password} />
      </p>
      <p className="mb-5 text-muted-foreground">{t("keys.openText")}</p>
      <SimpleTable
        caption={t("keys.caption")}
        rows={demo.keys}
        rowKey={(key) => key.id}
        columns={[
          { key: "person", title: t("keys.person"), cell: (key) => key.person, card: "title" },
          { key: "organization", title: t("keys.organization"), cell: (key) => key.organization ?? "–" },
          {
            key: "number",
            title: t("keys.number"),
            cell: (key) => <CopyText text={key.bin ?? key.iin} />,
          },
          {
            key: "role",
            title: t("keys.role"),
            cell: (key) => t(key.purpose === "auth" ? "window.roleAuth" : `window.role_${key.role}`),
          },
          {
            key: "state",
            title: t("keys.state"),
            cell: (key) => <Badge tone={TONES[key.state]}>{t(`keys.state_${key.state}`)}</Badge>,
            card: "side",
          },
        ]}
        empty={
          <EmptyState
            icon={<KeyRound className="size-6" aria-hidden />}
            title={t("keys.emptyTitle")}
            text={t("keys.emptyText")}
          />
        }
      />
    </PublicShell>
  );
}
