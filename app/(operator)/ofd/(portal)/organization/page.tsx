import type { Metadata } from "next";
import { Facts, PageHeader } from "@/components/layout";
import { Card } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { query } from "@/lib/http";
import { formatDate } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { clientView } from "@/lib/operator";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("organization.title") };
}

export default async function OrganizationPage() {
  const client = await query({ realm: "ofd" }, ({ tenantId }) => clientView(tenantId));
  const t = await getT("operator");
  const absent = <span className="text-muted-foreground">{t("organization.absent")}</span>;
  return (
    <>
      <PageHeader title={t("organization.title")} text={t("organization.text")} />
      <Card>
        <Facts
          items={[
            { label: t("organization.name"), value: client.name },
            { label: t("organization.xin"), value: <CopyText text={client.xin} /> },
            { label: t("organization.head"), value: client.headName },
            { label: t("organization.email"), value: client.email ?? absent },
            { label: t("organization.phone"), value: client.phone ?? absent },
            { label: t("organization.since"), value: formatDate(client.createdAt) },
          ]}
        />
      </Card>
    </>
  );
}
