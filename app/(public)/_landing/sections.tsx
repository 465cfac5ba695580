import { Check, Clock, KeyRound, Mail, MonitorSmartphone, ShieldCheck, Stamp, UserCog } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ButtonLink, buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Offer } from "@/lib/billing";
import { formatMoneyShort, type Locale, type Translate } from "@/lib/i18n";

type Texts = { t: Translate<"public"> };

const NOTES = [
  { key: "shift", top: "19%" },
  { key: "weight", top: "40%" },
  { key: "sign", top: "60%" },
  { key: "qr", top: "80%" },
] as const;

/** What the product is, and the three ways in. */
export const Hero = ({ t, price, receipt }: Texts & { price: string | null; receipt: ReactNode }) => (
  <section className="mx-auto grid max-w-[1200px] grid-cols-[minmax(0,1fr)] items-center gap-x-16 gap-y-10 px-4 pt-14 pb-20 max-md:pt-8 max-md:pb-12 md:px-6 lg:grid-cols-[minmax(0,1fr)_auto]">
    <div className="max-w-[600px]">
      <h1 className="text-hero font-semibold text-balance max-md:text-[34px] max-md:leading-10">
        {t("landing.hero.title")}
      </h1>
      <p className="mt-5 text-[18px] leading-7 text-pretty text-muted-foreground max-md:text-lead">
        {t("landing.hero.text")}
      </p>
      <div className="mt-8 flex flex-wrap gap-3 max-md:flex-col">
        <ButtonLink href="/register" variant="primary" size="pos">
          {t("landing.register")}
        </ButtonLink>
        <ButtonLink href="/sign-in" size="pos">
          {t("landing.signIn")}
        </ButtonLink>
        <ButtonLink
          href="/pos/sign-in"
          size="pos"
          icon={<MonitorSmartphone className="size-5 text-muted-foreground" aria-hidden="true" />}
        >
          {t("landing.cashierSignIn")}
        </ButtonLink>
      </div>
      <p className="mt-4 flex items-start gap-2 text-body text-muted-foreground">
        <KeyRound className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        {t("landing.hero.need")}
      </p>
      <dl className="mt-10 grid max-w-[520px] grid-cols-3 gap-x-6 border-t pt-5">
        {price && (
          <div>
            <dt className="text-caption text-muted-foreground">{t("landing.hero.perMonth")}</dt>
            <dd className="num text-title font-semibold">{price}</dd>
          </div>
        )}
        <div>
          <dt className="text-caption text-muted-foreground">{t("landing.hero.offline")}</dt>
          <dd className="num text-title font-semibold">{t("landing.hero.hours")}</dd>
        </div>
        <div>
          <dt className="text-caption text-muted-foreground">{t("landing.hero.languages")}</dt>
          <dd className="text-title font-semibold">{t("landing.hero.languagesValue")}</dd>
        </div>
      </dl>
    </div>
    <figure aria-label={t("landing.receiptLabel")} className="relative max-lg:hidden xl:mr-52">
      {receipt}
      {NOTES.map(({ key, top }) => (
        <figcaption key={key} className="absolute left-full hidden w-52 items-start xl:flex" style={{ top }}>
          <span className="mt-[9px] mr-3 h-px w-8 shrink-0 bg-primary" />
          <span>
            <span className="block text-body font-medium">{t(`landing.notes.${key}.title`)}</span>
            <span className="block text-caption text-muted-foreground">{t(`landing.notes.${key}.text`)}</span>
          </span>
        </figcaption>
      ))}
    </figure>
  </section>
);

const STEPS = ["key", "contract", "register", "card", "sale"] as const;

/** The way from nothing to the first receipt. */
export const HowTo = ({ t }: Texts) => (
  <section id="how" className="border-y bg-card">
    <div className="mx-auto max-w-[1200px] px-4 py-16 max-md:py-10 md:px-6">
      <h2 className="text-figure font-semibold">{t("landing.how.title")}</h2>
      <ol className="mt-8 grid gap-x-6 gap-y-8 md:grid-cols-5">
        {STEPS.map((step, index) => (
          <li
            key={step}
            className={cn("relative border-t-2 pt-4", index === 0 ? "border-primary" : "border-border-strong")}
          >
            <p
              className={cn(
                "num text-caption font-semibold",
                index === 0 ? "text-primary-text" : "text-muted-foreground",
              )}
            >
              {index + 1}
            </p>
            <h3 className="mt-1 text-lead font-semibold text-balance">{t(`landing.how.${step}.title`)}</h3>
            <p className="mt-1 text-body text-muted-foreground">{t(`landing.how.${step}.text`)}</p>
            <p className="mt-3 flex items-center gap-1.5 text-caption text-muted-foreground">
              <Clock className="size-3.5" aria-hidden="true" />
              {t(`landing.how.${step}.time`)}
            </p>
          </li>
        ))}
      </ol>
    </div>
  </section>
);

const FEATURES = { basic: "basic", network: "network" } as const;
const featuresOf = (code: string) =>
  `landing.price.features.${code in FEATURES ? FEATURES[code as keyof typeof FEATURES] : "partner"}` as const; // cast: just looked

function Price({
  t,
  offer,
  locale,
  first,
  mail,
}: Texts & { offer: Offer; locale: Locale; first: boolean; mail: string }) {
  const month = [
    t("landing.price.month"),
    ...(offer.registersMin > 1 ? [t("landing.price.fromRegisters", { count: offer.registersMin })] : []),
  ];
  return (
    <div className="flex flex-col p-6 max-md:px-4">
      <h3 className="text-body font-semibold">{offer.name[locale]}</h3>
      <p className="mt-2 flex flex-wrap items-baseline gap-x-1.5">
        <span className="num text-figure font-semibold">
          {offer.priceTiyn === null ? t("landing.price.byContract") : formatMoneyShort(offer.priceTiyn)}
        </span>
        {offer.priceTiyn !== null && <span className="text-muted-foreground">{month.join(", ")}</span>}
      </p>
      <ul className="mt-5 mb-6 space-y-2">
        {t(featuresOf(offer.code))
          .split("\n")
          .map((feature) => (
            <li key={feature} className="flex items-start gap-2.5">
              <Check className="mt-0.5 size-4 shrink-0 text-primary-text" aria-hidden="true" />
              {feature}
            </li>
          ))}
      </ul>
      {offer.priceTiyn === null ? (
        <a href={`mailto:${mail}`} className={cn(buttonLook({ size: "lg" }), "mt-auto")}>
          {t("landing.price.write")}
        </a>
      ) : (
        <ButtonLink href="/register" size="lg" variant={first ? "primary" : "outline"} className="mt-auto">
          {t("landing.register")}
        </ButtonLink>
      )}
    </div>
  );
}

/** Prices as they stand today. */
export const Prices = ({
  t,
  offers,
  locale,
  mail,
}: Texts & { offers: readonly Offer[]; locale: Locale; mail: string }) => (
  <section id="price" className="mx-auto max-w-[1200px] px-4 py-16 max-md:py-10 md:px-6">
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <h2 className="text-figure font-semibold">{t("landing.price.title")}</h2>
      <p className="text-muted-foreground">{t("landing.price.text")}</p>
    </div>
    <div className="mt-6 grid rounded-lg border bg-card max-md:divide-y md:auto-cols-fr md:grid-flow-col md:divide-x">
      {offers.map((offer, index) => (
        <Price key={offer.code} t={t} offer={offer} locale={locale} first={index === 0} mail={mail} />
      ))}
    </div>
    <p className="mt-3 text-caption text-muted-foreground">{t("landing.price.note")}</p>
  </section>
);

/** The doors of the demo's stand-ins, shown in demo mode alone. */
export function DemoDoors({ t }: Texts) {
  const doors = [
    { key: "keys", href: "/demo/keys", icon: <KeyRound /> },
    { key: "mailbox", href: "/demo/mailbox", icon: <Mail /> },
    { key: "taxOffice", href: "/demo/tax-office", icon: <Stamp /> },
    { key: "operator", href: "/ofd", icon: <ShieldCheck /> },
    { key: "admin", href: "/sign-in?next=/admin", icon: <UserCog /> },
  ] as const;
  return (
    <section id="demo" className="border-t bg-card">
      <div className="mx-auto max-w-[1200px] px-4 py-16 max-md:py-10 md:px-6">
        <h2 className="text-figure font-semibold">{t("landing.demo.title")}</h2>
        <p className="mt-2 max-w-[680px] text-muted-foreground">{t("landing.demo.text")}</p>
        <ul className="mt-6 grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
          {doors.map(({ key, href, icon }) => (
            <li key={key}>
              <Link
                href={href}
                prefetch={false}
                className="flex h-full items-start gap-3 rounded-lg border p-4 hover:bg-accent [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-primary-text"
              >
                {icon}
                <span>
                  <span className="block font-medium">{t(`landing.demo.${key}`)}</span>
                  <span className="block text-caption text-muted-foreground">{t(`landing.demo.${key}Text`)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
