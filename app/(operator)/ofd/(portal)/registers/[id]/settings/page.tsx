import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Facts, PageHeader } from "@/components/layout";
import type { SearchParams } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { query } from "@/lib/http";
import { formatDate, formatDateTime, formatMoneyShort } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { registerById, tariffOf } from "@/lib/operator";
import { takeTariff, takeToken } from "../../../actions";
import { TariffDialog, TokenDialog } from "../../../dialogs";
import { tariffChoices } from "../../../tariff-choices";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("settings.title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function RegisterSettingsPage({ params, searchParams }: Props) {
  const id = Number((await params).id);
  const isNew = (await searchParams).done !== undefined;
  const register = await query({ realm: "ofd" }, ({ tenantId }) => registerById(tenantId, id));
  if (!register) notFound();
  const t = await getT("operator");
  const { name, point, status } = register;
  const tariff = register.tariffCode ? tariffOf(register.tariffCode) : null;
  const price = tariff && t("tariff.perMonth", { price: formatMoneyShort(tariff.priceTiyn) });
  const described = `${name}, ${point.name}, id: ${id}`;
  const noToken =
    status === "active" || register.blockCause === "token"
      ? null
      : status === "registered"
        ? t("settings.tokenNeedsTariff")
        : t("settings.tokenBlocked");
  return (
    <>
      {isNew && <Alert tone="success" className="mb-5" title={t("newRegister.done")} />}
      <PageHeader
        title={t("settings.title")}
        crumbs={[
          { href: "/ofd/registers", label: t("registers.title") },
          { href: `/ofd/registers/${id}`, label: name },
        ]}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
        <Card>
          <Facts
            items={[
              { label: t("settings.register"), value: name },
              { label: "id", value: <CopyText text={String(id)} /> },
              { label: t("settings.model"), value: register.model },
              {
                label: t("settings.registrationNumber"),
                value: register.registrationNumber && (
                  <>
                    <CopyText text={register.registrationNumber} />
                    {register.registeredOn && <span>({formatDate(register.registeredOn)})</span>}
                  </>
                ),
              },
              { label: t("settings.factoryNumber"), value: <CopyText text={register.factoryNumber} /> },
              { label: t("settings.madeYear"), value: String(register.madeYear) },
              { label: t("settings.point"), value: point.name },
              { label: t("settings.address"), value: point.address },
              { label: t("settings.tariff"), value: tariff ? `${t("tariff.name")}, ${price}` : t("settings.noTariff") },
              {
                label: t("settings.token"),
                value: register.tokenIssuedAt
                  ? t("settings.tokenAt", { time: formatDateTime(register.tokenIssuedAt) })
                  : t("settings.noToken"),
              },
            ]}
          />
        </Card>
        <Card>
          <CardHeader title={t("settings.actions")} />
          <CardBody className="flex flex-wrap gap-2">
            {status === "registered" && (
              <TariffDialog registerId={id} register={described} choices={tariffChoices()} action={takeTariff} />
            )}
            <TokenDialog registerId={id} register={described} action={takeToken} reason={noToken} />
          </CardBody>
        </Card>
      </div>
    </>
  );
}
