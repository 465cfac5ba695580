import type { Metadata } from "next";
import { offers } from "@/lib/billing";
import { env, systemClock } from "@/lib/config";
import { formatMoneyShort } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { dayOf } from "@/lib/kernel";
import { LandingFooter, LandingHeader } from "./_landing/frame";
import { LandingReceipt } from "./_landing/receipt";
import { DemoDoors, Hero, HowTo, Prices } from "./_landing/sections";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("public"))("landing.title") };
}

/** The street door: what it is, what it costs, and the three ways in. */
export default async function LandingPage() {
  const settings = env();
  const t = await getT("public");
  const offered = offers(dayOf(systemClock.now()));
  const basic = offered.find(({ code }) => code === "basic") ?? offered[0];
  return (
    <>
      <LandingHeader t={t} brand={settings.PRODUCT_CABINET_NAME} />
      <main id="main" tabIndex={-1} className="outline-none">
        <Hero
          t={t}
          price={basic?.priceTiyn ? formatMoneyShort(basic.priceTiyn) : null}
          receipt={<LandingReceipt t={t} checkBase={settings.OFD_CHECK_BASE} />}
        />
        <HowTo t={t} />
        <Prices t={t} offers={offered} locale={await requestLocale()} mail={settings.SUPPORT_EMAIL} />
        {settings.APP_MODE === "demo" && <DemoDoors t={t} />}
      </main>
      <LandingFooter
        t={t}
        brand={settings.PRODUCT_CABINET_NAME}
        mail={settings.SUPPORT_EMAIL}
        phone={settings.SUPPORT_PHONE}
      />
    </>
  );
}
