import { Download, Settings, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { EmptyState, Facts, PageHeader } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { ButtonLink, buttonLook } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { tariff } from "@/lib/billing";
import { env, systemClock } from "@/lib/config";
import { taxOffice } from "@/lib/directory";
import { query } from "@/lib/http";
import { formatDate, formatDateTime, formatMoneyShort, type Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { dayOf } from "@/lib/kernel";
import { addressLine, paidUntilNext, type RegisterView, registerView } from "@/lib/registers";
import { prolongAction } from "../actions";
import { ProlongButton } from "../prolong-button";
import { Alarms } from "./alarms";
import { FiscalCards, OfdState } from "./fiscal-cards";
import { NewToken } from "./new-token";
import { OfdVersion } from "./ofd-version";
import { StateCard } from "./state-card";
import { newTokenAction, setVersionAction } from "./token-actions";

type Props = { params: Promise<{ id: string }> };
type T = Translate<"registers">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("list.title") };
}

const FileLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} download className={buttonLook({ size: "sm" })}>
    <Download className="size-4" aria-hidden="true" />
    {children}
  </a>
);

/** РНМ, ЗНМ and the papers of the register. */
function Documents({ register, t }: { register: RegisterView; t: T }) {
  const at = `/cabinet/registers/${register.id}`;
  const card = register.cards.find(({ decision }) => decision?.verdict === "approved") ?? register.cards[0];
  const { signedAt, signerName } = register.application;
  return (
    <Card>
      <CardHeader title={t("page.documents")} />
      <Facts
        items={[
          { label: t("znm"), value: <CopyText text={register.factoryNumber} /> },
          {
            label: t("rnm"),
            value: register.registrationNumber ? (
              <CopyText text={register.registrationNumber} />
            ) : (
              <span className="text-muted-foreground">{t("list.noNumber")}</span>
            ),
          },
          ...(card ? [{ label: t("page.registeredOn"), value: formatDate(card.registeredOn) }] : []),
          { label: t("page.model"), value: `${register.model}, ${register.madeYear}` },
          {
            label: t("page.office"),
            value: `${taxOffice(register.taxOfficeCode)?.label ?? ""}, ${register.taxOfficeCode}`,
          },
          {
            label: t("page.application"),
            value: (
              <>
                <span className={signedAt ? undefined : "text-muted-foreground"}>
                  {signedAt
                    ? t("application.signed", { name: signerName, date: formatDateTime(signedAt) })
                    : t("page.notSigned")}
                </span>
                <FileLink href={`${at}/application/file`}>{t("application.download")}</FileLink>
                <FileLink href={`${at}/application/package`}>{t("application.packageDownload")}</FileLink>
              </>
            ),
          },
          ...(card
            ? [
                {
                  label: t("page.card"),
                  value: (
                    <FileLink href={`${at}/scan/${card.id}`}>{t("page.cardScan", { attempt: card.attempt })}</FileLink>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

/** How the data operator knows the register, and what its owner sets for it there. */
function Operator({ register, t }: { register: RegisterView; t: T }) {
  const [card] = register.cards;
  if (!card) return null;
  return (
    <Card id="ofd">
      <CardHeader title={t("page.ofd")} />
      <Facts
        items={[
          { label: t("page.operator"), value: env().PRODUCT_OPERATOR_NAME },
          { label: t("card.ofdId"), value: <CopyText text={card.ofdRegisterId.toString()} /> },
          { label: t("card.cashier"), value: <CopyText text={card.ofdCashierId} /> },
          { label: t("card.token"), value: t("page.tokenTail", { tail: card.tokenTail }) },
        ]}
      />
      {register.status === "active" && (
        <>
          <NewToken action={newTokenAction} registerId={register.id} refused={register.blocks.includes("token")} />
          <OfdVersion action={setVersionAction} registerId={register.id} version={register.ofdVersion} />
        </>
      )}
    </Card>
  );
}

/** Who may sell here. */
function Cashiers({ register, t }: { register: RegisterView; t: T }) {
  return (
    <Card>
      <CardHeader
        title={t("page.cashiers")}
        actions={
          <ButtonLink href="/cabinet/cashiers" size="sm">
            {t("page.manageCashiers")}
          </ButtonLink>
        }
      />
      {register.cashiers.length === 0 ? (
        <EmptyState
          icon={<Users />}
          title={t("cashiers.emptyTitle")}
          text={t("page.noCashiers")}
          action={<ButtonLink href="/cabinet/cashiers/new">{t("cashiers.add")}</ButtonLink>}
          className="py-8"
        />
      ) : (
        <ul className="divide-y">
          {register.cashiers.map((cashier) => (
            <li key={cashier.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3 max-md:px-4">
              <Link href={`/cabinet/cashiers/${cashier.id}`} className="font-medium hover:underline">
                {cashier.name}
              </Link>
              <span className="font-mono text-[13px] text-muted-foreground">{cashier.login}</span>
              {cashier.disabled && <StatusBadge machine="account" status="disabled" />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** What is paid and until when. */
function Payment({
  register,
  t,
  prolong,
  locale,
}: {
  register: RegisterView;
  t: T;
  prolong: ReactNode;
  locale: "ru" | "kk" | "en";
}) {
  const chosen = tariff(register.tariffCode, dayOf(systemClock.now()));
  const paid = register.paidUntil;
  return (
    <Card>
      <CardHeader title={t("page.tariff")} actions={prolong} />
      <Facts
        items={[
          {
            label: t("page.tariff"),
            value: chosen
              ? `${chosen.name[locale]}, ${t("create.perMonth", { price: formatMoneyShort(chosen.priceTiyn) })}`
              : register.tariffCode,
          },
          {
            label: t("page.paidUntil"),
            value: paid ? (
              <span className={register.needsProlonging ? "num text-warning-text" : "num"}>{formatDateTime(paid)}</span>
            ) : (
              <span className="text-muted-foreground">{t("list.notPaid")}</span>
            ),
          },
          { label: t("page.created"), value: formatDateTime(register.createdAt) },
          ...(register.activatedAt
            ? [{ label: t("page.activated"), value: formatDateTime(register.activatedAt) }]
            : []),
        ]}
      />
    </Card>
  );
}

/** A register: what it is, what it waits for, why it does not sell, and everything that belongs to it. */
export default async function RegisterPage({ params }: Props) {
  const { id } = await params;
  const t = await getT("registers");
  const locale = await requestLocale();
  const { register, tenantId } = await query({ realm: "cabinet", can: "registers" }, async ({ tenantId }) => ({
    tenantId,
    register: await registerView(tenantId, id),
  }));
  if (!register) notFound();
  const active = register.status === "active";
  const now = systemClock.now();
  const chosen = tariff(register.tariffCode, dayOf(now));
  const until = paidUntilNext(register, now);
  const paid = active && register.paidUntil && until && chosen;
  // Made anew for each place: one element in two places confuses the page's own bookkeeping.
  const prolong = () =>
    paid && (
      <ProlongButton
        size="sm"
        action={prolongAction}
        register={{
          id: register.id,
          factoryNumber: register.factoryNumber,
          paidUntil: register.paidUntil.toISOString(),
        }}
        price={formatMoneyShort(chosen.priceTiyn)}
        until={formatDate(until)}
      />
    );
  return (
    <I18nProvider locale={locale} messages={await clientMessages("registers")}>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {register.name}
            <StatusBadge machine="register" status={register.status} />
            {register.needsProlonging && <StatusBadge machine="register" status="prolong" />}
          </span>
        }
        text={
          <>
            {addressLine(register.address, locale)}, {t("znm")}{" "}
            <span className="font-mono text-[13px]">{register.factoryNumber}</span>
          </>
        }
        crumbs={[
          { href: "/cabinet/profile", label: t("profile") },
          { href: "/cabinet/registers", label: t("list.title") },
        ]}
        actions={
          <>
            {active && <OfdState tenantId={tenantId} registerId={register.id} />}
            <ButtonLink
              href={`/cabinet/registers/${register.id}/settings`}
              icon={<Settings className="size-4" aria-hidden="true" />}
            >
              {t("settings.open")}
            </ButtonLink>
          </>
        }
      />
      <div className="space-y-5">
        <StateCard register={register} t={t} prolong={prolong()} />
        {active && <Alarms tenantId={tenantId} registerId={register.id} />}
        <div className="grid items-start gap-5 xl:grid-cols-2">
          <div className="space-y-5">
            <Documents register={register} t={t} />
            <Operator register={register} t={t} />
          </div>
          <div className="space-y-5">
            <Payment register={register} t={t} prolong={prolong()} locale={locale} />
            <Cashiers register={register} t={t} />
          </div>
        </div>
        {(active || register.status === "deregistered") && <FiscalCards tenantId={tenantId} registerId={register.id} />}
      </div>
    </I18nProvider>
  );
}
