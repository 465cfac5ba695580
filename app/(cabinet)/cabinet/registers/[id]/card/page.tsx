import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { PageHeader, Stepper } from "@/components/layout";
import { Alert } from "@/components/ui/alert";
import { env, systemClock } from "@/lib/config";
import { taxOffices } from "@/lib/directory";
import { query } from "@/lib/http";
import { formatDate, formatDateTime } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { limits } from "@/lib/kernel";
import { addressLine, registerCan, registerView } from "@/lib/registers";
import { uploadCardAction } from "../../actions";
import { placeOf, registerSteps } from "../../steps";
import { CardForm } from "./card-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("card.title") };
}

/** «Загрузка регистрационной карточки». A refused card comes back with what was typed, except the token. */
export default async function CardPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const t = await getT("registers");
  const locale = await requestLocale();
  const register = await query({ realm: "cabinet", can: "registers" }, ({ tenantId }) => registerView(tenantId, id));
  if (!register) notFound();
  const at = `/cabinet/registers/${register.id}`;
  if (register.status === "awaiting_signature") redirect(`${at}/application`);
  if (!registerCan.submitCard(register).ok) redirect(at);
  const [last] = register.cards;
  const initial = {
    taxOfficeCode: last?.taxOfficeCode ?? register.taxOfficeCode,
    ...(last && {
      registrationNumber: last.registrationNumber,
      registeredOn: formatDate(last.registeredOn),
      ofdRegisterId: last.ofdRegisterId.toString(),
      ofdCashierId: last.ofdCashierId,
    }),
  };
  return (
    <I18nProvider locale={locale} messages={await clientMessages("registers")}>
      <PageHeader
        title={t("card.title")}
        text={
          <>
            {t("card.under", { name: register.name, address: addressLine(register.address, locale) })}{" "}
            <span className="font-mono text-[13px]">{register.factoryNumber}</span>
          </>
        }
        crumbs={[
          { href: "/cabinet/profile", label: t("profile") },
          { href: "/cabinet/registers", label: t("list.title") },
          { href: at, label: register.factoryNumber },
        ]}
      />
      {last?.decision?.reason && (
        <Alert
          tone="danger"
          className="mb-5"
          title={t("card.rejected", { date: formatDateTime(last.decision.decidedAt) })}
        >
          {last.decision.reason} {t("card.rejectedHint")}
        </Alert>
      )}
      <div className="grid items-start gap-8 max-lg:gap-4 lg:grid-cols-[200px_minmax(0,1fr)]">
        <Stepper label={t("steps.label")} steps={registerSteps(t, placeOf(register, locale))} />
        <CardForm
          action={uploadCardAction}
          registerId={register.id}
          offices={taxOffices(systemClock.now()).map(({ code, label }) => ({ value: code, label, hint: code }))}
          initial={initial}
          operator={env().PRODUCT_OPERATOR_NAME}
          operatorHref="/ofd"
          bytesMax={limits.uploadBytes}
        />
      </div>
    </I18nProvider>
  );
}
