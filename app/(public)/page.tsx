import type { Metadata } from "next";
import { tariffs } from "@/lib/billing";
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
  const offered = await tariffs(dayOf(systemClock.now()));
  const cheapest = offered.toSorted((a, b) => Number(a.priceTiyn - b.priceTiyn))[0];
  return (
    <>
      <LandingHeader t={t} brand={settings.PRODUCT_CABINET_NAME} />
      <main id="main" tabIndex={-1} className="outline-none">
        <Hero
          t={t}
          price={cheapest ? formatMoneyShort(cheapest.priceTiyn) : null}
          receipt={<LandingReceipt t={t} checkBase={settings.OFD_CHECK_BASE} />}
        />
        <HowTo t={t} />
        <Prices t={t} tariffs={offered} locale={await requestLocale()} />
        {settings.APP_MODE === "demo" && (
          <DemoDoors t={t} keysHref={`http://127.0.0.1:${settings.NCALAYER_DEMO_PORT}/`} />
        )}
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
