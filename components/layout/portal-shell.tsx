"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import { LanguageSwitch } from "./language-switch";
import { SkipLink } from "./public-shell";
import { ThemeSwitch } from "./theme-switch";

/** The data operator's portal: another company's product, so another colour and another frame. */
export function PortalShell({
  brand,
  subtitle,
  home,
  items = [],
  account,
  signOut,
  user,
  children,
}: {
  brand: string;
  subtitle?: string;
  home: string;
  items?: readonly { readonly href: string; readonly label: string; readonly icon?: ReactNode }[];
  /** The pill at the right: number of the personal account and its balance. */
  account?: ReactNode;
  signOut?: ReactNode;
  user?: string;
  children: ReactNode;
}) {
  const t = useT("ui");
  const path = usePathname();
  return (
    <div data-product="operator" className="contents">
      <SkipLink />
      <header className="border-b bg-card">
        <div className="mx-auto flex min-h-16 max-w-[1360px] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 md:px-6">
          <Link href={home} className="text-lead font-semibold tracking-[0.02em] whitespace-nowrap text-primary-text">
            {brand}
          </Link>
          {subtitle && (
            <span className="max-w-40 border-l pl-4 text-caption leading-4 text-muted-foreground max-lg:hidden">
              {subtitle}
            </span>
          )}
          <span className="ml-auto flex flex-wrap items-center justify-end gap-1">
            {account}
            {user && <span className="max-w-60 truncate px-2 text-muted-foreground max-lg:hidden">{user}</span>}
            <LanguageSwitch />
            <ThemeSwitch />
            {signOut}
          </span>
        </div>
      </header>
      <div className="mx-auto max-w-[1360px] px-4 py-6 max-md:py-4 md:px-6 lg:flex lg:gap-8">
        {items.length > 0 && (
          <nav
            aria-label={t("shell.menu")}
            className="shrink-0 gap-1 max-lg:mb-4 max-lg:flex max-lg:overflow-x-auto lg:w-48 lg:space-y-1"
          >
            {items.map((item) => {
              const here = path === item.href || path.startsWith(`${item.href}/`);
              return (
                <Link
                  key={item.href}
                  href={item.href}
                  aria-current={here ? "page" : undefined}
                  className={cn(
                    "flex min-h-10 items-center gap-3 rounded-md px-3 text-body whitespace-nowrap outline-offset-[-2px] max-md:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0",
                    here ? "bg-primary font-medium text-primary-foreground" : "hover:bg-accent",
                  )}
                >
                  {item.icon}
                  {item.label}
                </Link>
              );
            })}
          </nav>
        )}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
