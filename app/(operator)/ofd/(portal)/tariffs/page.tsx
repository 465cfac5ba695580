import type { Metadata } from "next";
import { PageHeader } from "@/components/layout";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { requireSession } from "@/lib/http";
import { formatMoneyShort } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { TARIFFS } from "@/lib/operator";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("shell.tariffs") };
}

export default async function TariffsPage() {
  await requireSession("ofd");
  const t = await getT("operator");
  return (
    <>
      <PageHeader title={t("shell.tariffs")} text={t("tariff.listText")} />
      <div className="grid gap-4 md:grid-cols-2">
        {TARIFFS.map(({ code, priceTiyn }) => (
          <Card key={code}>
            <CardHeader title={t(`tariff.${code}Connection`)} />
            <CardBody>
              <p className="font-medium">{t("tariff.name")}</p>
              <p className="num mt-1 text-title font-semibold">
                {t("tariff.perMonth", { price: formatMoneyShort(priceTiyn) })}
              </p>
            </CardBody>
          </Card>
        ))}
      </div>
    </>
  );
}
