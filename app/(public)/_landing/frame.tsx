import { MonitorSmartphone } from "lucide-react";
import Link from "next/link";
import { LanguageSwitch, Logo, SkipLink, ThemeSwitch } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import type { Translate } from "@/lib/i18n";

type Texts = { t: Translate<"public">; brand: string };

/** Head of the landing. Focus goes logo, sections, language, cashiers, sign in. */
export const LandingHeader = ({ t, brand }: Texts) => (
  <>
    <SkipLink />
    <header className="sticky top-0 z-20 border-b bg-card">
      <div className="mx-auto flex h-16 max-w-[1200px] items-center gap-3 px-4 md:px-6">
        <Link href="/">
          <Logo name={brand} />
        </Link>
        <nav
          aria-label={t("landing.nav.label")}
          className="ml-6 flex gap-6 whitespace-nowrap text-muted-foreground max-lg:hidden"
        >
          <a className="hover:text-foreground" href="#how">
            {t("landing.nav.how")}
          </a>
          <a className="hover:text-foreground" href="#price">
            {t("landing.nav.price")}
          </a>
          <Link className="hover:text-foreground" href="/ofd/check">
            {t("landing.nav.check")}
          </Link>
        </nav>
        <span className="ml-auto flex items-center">
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
        <ButtonLink
          href="/pos/sign-in"
          variant="ghost"
          className="max-md:hidden"
          icon={<MonitorSmartphone className="size-4" aria-hidden="true" />}
        >
          {t("landing.cashierSignIn")}
        </ButtonLink>
        <ButtonLink href="/sign-in" className="max-md:hidden">
          {t("landing.signIn")}
        </ButtonLink>
      </div>
    </header>
  </>
);

const LINK = "text-muted-foreground hover:text-foreground max-md:inline-flex max-md:h-11 max-md:items-center";

/** Foot of the landing. */
export const LandingFooter = ({ t, brand, mail, phone }: Texts & { mail: string; phone: string }) => (
  <footer className="border-t bg-card">
    <div className="mx-auto grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-8 px-4 py-10 md:grid-cols-[1.5fr_1fr_1fr] md:px-6">
      <div>
        <Logo name={brand} />
        <p className="mt-3 max-w-64 text-muted-foreground">{t("landing.footer.about")}</p>
      </div>
      <nav aria-label={t("landing.footer.service")}>
        <h2 className="text-caption font-semibold">{t("landing.footer.service")}</h2>
        <ul className="mt-2 space-y-1.5">
          <li>
            <Link href="/register" className={LINK}>
              {t("landing.register")}
            </Link>
          </li>
          <li>
            <Link href="/sign-in" className={LINK}>
              {t("landing.signIn")}
            </Link>
          </li>
          <li>
            <Link href="/pos/sign-in" className={LINK}>
              {t("landing.cashierSignIn")}
            </Link>
          </li>
          <li>
            <Link href="/ofd" className={LINK}>
              {t("landing.footer.operator")}
            </Link>
          </li>
        </ul>
      </nav>
      <nav aria-label={t("landing.footer.help")}>
        <h2 className="text-caption font-semibold">{t("landing.footer.help")}</h2>
        <ul className="mt-2 space-y-1.5">
          <li>
            <Link href="/check-signature" className={LINK}>
              {t("landing.footer.signature")}
            </Link>
          </li>
          <li>
            <a href={`mailto:${mail}`} className={LINK}>
              {t("landing.footer.mail")}
            </a>
          </li>
          <li className="num text-muted-foreground">{phone}</li>
        </ul>
      </nav>
    </div>
  </footer>
);
