import "@fontsource-variable/inter";
import "@fontsource/fira-mono/400.css";
import "@fontsource/fira-mono/700.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { ShellProvider } from "@/components/layout/shell-context";
import { THEME_COOKIE, THEME_SCRIPT } from "@/components/layout/theme";
import { ToastProvider } from "@/components/ui/toast";
import { env } from "@/lib/config";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { chooseLanguage } from "./actions";

// Every page carries the nonce of its own request, so none may be made ahead of time.
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getT("common");
  const brand = env().PRODUCT_CABINET_NAME;
  return { title: { default: brand, template: `%s · ${brand}` }, description: t("description") };
}

/** The bar of an installed till is as light or dark as the head of its page. */
export const viewport: Viewport = {
  ...{ width: "device-width", initialScale: 1 },
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#17191c" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await requestLocale();
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang={locale} className={theme === "dark" ? "dark" : undefined} suppressHydrationWarning>
      <head>
        {/* The theme is known before the first paint; a script of our own text, allowed by the nonce. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body className="min-h-dvh">
        <I18nProvider locale={locale} messages={await clientMessages("ui")}>
          <ShellProvider chooseLanguage={chooseLanguage}>
            <ToastProvider>{children}</ToastProvider>
          </ShellProvider>
        </I18nProvider>
      </body>
    </html>
  );
}
