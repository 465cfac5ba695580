"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import { LanguageSwitch } from "./language-switch";
import { Logo } from "./logo";
import { ThemeSwitch } from "./theme-switch";

/** The link that lets a keyboard jump over the head of every page. */
export function SkipLink() {
  const t = useT("ui");
  return (
    <a
      href="#main"
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-popover focus:px-3 focus:py-2 focus:shadow-overlay"
    >
      {t("shell.toContent")}
    </a>
  );
}

/** Pages before sign-in: logo, language, theme. `wide` is as wide as the landing, else as a wizard. */
export const PublicShell = ({
  brand,
  home = "/",
  wide,
  actions,
  children,
}: {
  brand: string;
  home?: string;
  wide?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}) => (
  <>
    <SkipLink />
    <header className="border-b bg-card">
      <div
        className={cn(
          "mx-auto flex min-h-16 flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2 md:px-6",
          wide ? "max-w-[1200px]" : "max-w-[1040px]",
        )}
      >
        <Link href={home}>
          <Logo name={brand} />
        </Link>
        <span className="ml-auto flex items-center gap-1">
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
        {actions}
      </div>
    </header>
    <main
      id="main"
      tabIndex={-1}
      className={cn("mx-auto px-4 py-8 outline-none max-md:py-5 md:px-6", wide ? "max-w-[1200px]" : "max-w-[1040px]")}
    >
      {children}
    </main>
  </>
);
