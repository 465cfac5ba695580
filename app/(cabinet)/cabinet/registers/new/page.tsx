import type { Metadata } from "next";
import { PageHeader, Stepper } from "@/components/layout";
import { accountBalance, tariffs } from "@/lib/billing";
import { env, systemClock } from "@/lib/config";
import { taxOffices } from "@/lib/directory";
import { query } from "@/lib/http";
import { formatMoney, formatMoneyShort } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { dayOf, tiyn } from "@/lib/kernel";
import { profileCounts } from "@/lib/registers";
import { createRegisterAction, findLocalities } from "../actions";
import { registerSteps } from "../steps";
import { CreateForm, type TariffChoice } from "./create-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("create.title") };
}

/** «Создание новой кассы»: the first step of a register's way. */
export default async function NewRegisterPage() {
  const t = await getT("registers");
  const locale = await requestLocale();
  const { balance, count } = await query({ realm: "cabinet", can: "registers" }, async ({ tenantId }) => ({
    balance: await accountBalance(tenantId),
    count: (await profileCounts(tenantId)).registers,
  }));
  const now = systemClock.now();
  const choices = tariffs(dayOf(now)).map(
    ({ code, name, priceTiyn, registersMin }): TariffChoice => ({
      code,
      name: name[locale],
      price: formatMoney(priceTiyn),
      perMonth: t("create.perMonth", { price: formatMoneyShort(priceTiyn) }),
      text:
        registersMin > 1
          ? t("create.networkText", { count: registersMin })
          : t("create.basicText", { operator: env().PRODUCT_OPERATOR_NAME }),
      reason: count + 1 < registersMin ? t("create.tariffClosed", { count: registersMin }) : null,
      missing: balance < priceTiyn ? formatMoney(tiyn(priceTiyn - balance)) : null,
    }),
  );
  return (
    <I18nProvider locale={locale} messages={await clientMessages("registers")}>
      <PageHeader
        title={t("create.title")}
        crumbs={[
          { href: "/cabinet/profile", label: t("profile") },
          { href: "/cabinet/registers", label: t("list.title") },
        ]}
      />
      <div className="grid items-start gap-8 max-lg:gap-4 lg:grid-cols-[200px_minmax(0,1fr)]">
        <Stepper label={t("steps.label")} steps={registerSteps(t, null)} />
        <CreateForm
          action={createRegisterAction}
          findLocalities={findLocalities}
          tariffs={choices}
          balance={formatMoney(balance)}
          offices={taxOffices(now).map(({ code, label }) => ({ value: code, label, hint: code }))}
          name={t("defaultName", { number: count + 1 })}
          officeCode=""
        />
      </div>
    </I18nProvider>
  );
}
