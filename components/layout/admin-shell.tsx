"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import { LanguageSwitch } from "./language-switch";
import { SkipLink } from "./public-shell";
import { ThemeSwitch } from "./theme-switch";

/** The administrators' area: a bar that is dark in both themes, so nobody mistakes where they are. */
export function AdminShell({
  brand,
  mark,
  home,
  items,
  user,
  signOut,
  wide,
  children,
}: {
  brand: string;
  /** The word beside the brand: «АДМИН». */
  mark: string;
  home: string;
  items: readonly { readonly href: string; readonly label: string; readonly count?: number | undefined }[];
  user: string;
  signOut: ReactNode;
  /** Pages under these addresses use the whole width and put their own air. */
  wide?: readonly string[];
  children: ReactNode;
}) {
  const t = useT("ui");
  const path = usePathname();
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-20 flex min-h-12 items-center gap-1 bg-adminbar px-4 text-adminbar-foreground max-md:flex-wrap max-md:px-2 max-md:py-1">
        <Link href={home} className="flex items-center gap-2 pr-3">
          <span className="text-body font-semibold whitespace-nowrap text-white">{brand}</span>
          <span className="rounded-sm bg-adminbar-active px-1.5 py-0.5 text-[11px] leading-4 font-semibold tracking-wide">
            {mark}
          </span>
        </Link>
        <nav
          aria-label={t("shell.menu")}
          className="flex min-w-0 flex-1 gap-0.5 overflow-x-auto max-md:order-last max-md:basis-full"
        >
          {items.map((item) => {
            const here = path === item.href || path.startsWith(`${item.href}/`);
            return (
              <Link
                key={item.href}
                href={item.href}
                aria-current={here ? "page" : undefined}
                className={cn(
                  "flex h-8 items-center gap-1.5 rounded-md px-2.5 text-body whitespace-nowrap outline-offset-[-2px] max-md:h-11",
                  here ? "bg-adminbar-active font-medium text-white" : "hover:bg-adminbar-active",
                )}
              >
                {item.label}
                {item.count !== undefined && item.count > 0 && (
                  <span className="num rounded-sm bg-adminbar-foreground/20 px-1 text-[11px] leading-4 font-semibold">
                    {item.count}
                  </span>
                )}
              </Link>
            );
          })}
        </nav>
        <span className="ml-auto text-caption whitespace-nowrap max-lg:hidden">{user}</span>
        <span className="dark flex items-center gap-1 text-foreground max-md:ml-auto">
          <LanguageSwitch className="max-md:hidden" />
          <ThemeSwitch />
          {signOut}
        </span>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={cn(
          "outline-none",
          !wide?.some((under) => path.startsWith(under)) && "mx-auto max-w-[1248px] px-4 py-5 md:px-6 md:py-6",
        )}
      >
        {children}
      </main>
    </>
  );
}
