"use client";
import { Menu as MenuIcon, PanelLeft, X } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import { LanguageSwitch } from "./language-switch";
import { Logo } from "./logo";
import { SkipLink } from "./public-shell";
import { ThemeSwitch } from "./theme-switch";

export type MenuLink = {
  readonly href: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** A second line under the label. */
  readonly note?: string | undefined;
  /** A small figure at the right. */
  readonly count?: string | undefined;
  readonly mono?: boolean;
  /** Only this very address counts as being there. */
  readonly exact?: boolean;
  /** Other addresses that belong under it. */
  readonly also?: readonly string[];
};
export type MenuGroup = { readonly label: string; readonly items: readonly MenuLink[]; readonly empty?: string };

/** Tells whether an address lies under a menu's link. */
const isHere = (path: string, { href, exact, also }: MenuLink): boolean => {
  if (also?.includes(path)) return true;
  const own = href.split("?")[0] ?? href;
  return exact ? path === own : path === own || path.startsWith(`${own}/`);
};

function MenuItemLink({ item, here }: { item: MenuLink; here: boolean }) {
  return (
    <Link
      href={item.href}
      aria-current={here ? "page" : undefined}
      className={cn(
        "flex items-center gap-2.5 rounded-md px-2.5 text-body outline-offset-[-2px] [&>svg]:size-4 [&>svg]:shrink-0",
        item.note ? "py-1.5" : "min-h-9 max-md:min-h-11",
        here
          ? "bg-sidebar-accent font-medium text-foreground [&>svg]:text-primary-text"
          : "text-sidebar-foreground hover:bg-sidebar-accent/60 [&>svg]:text-subtle-foreground",
      )}
    >
      {item.icon}
      <span className="min-w-0 flex-1">
        <span className={cn("block truncate", item.mono && "font-mono text-[13px] leading-[18px] text-foreground")}>
          {item.label}
        </span>
        {item.note && (
          <span className="block truncate text-caption font-normal text-muted-foreground">{item.note}</span>
        )}
      </span>
      {item.count && <span className="num text-caption text-muted-foreground">{item.count}</span>}
    </Link>
  );
}

function SideMenu({
  brand,
  home,
  menu,
  user,
  foot,
}: {
  brand: string;
  home: string;
  menu: readonly MenuGroup[];
  user: { name: string; role: string };
  foot?: ReactNode;
}) {
  const t = useT("ui");
  const path = usePathname();
  const initials = user.name
    .split(/\s+/)
    .map((word) => word[0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return (
    <nav aria-label={t("shell.menu")} className="flex min-h-full flex-col px-3 py-4">
      <Link href={home} className="self-start rounded-md px-2.5">
        <Logo name={brand} />
      </Link>
      {menu.map((group) => (
        <div key={group.label}>
          <p className="mt-5 mb-1.5 px-2.5 text-[11px] leading-4 font-semibold tracking-[0.06em] text-subtle-foreground">
            {group.label}
          </p>
          <div className="space-y-0.5">
            {group.items.map((item) => (
              <MenuItemLink key={item.href} item={item} here={isHere(path, item)} />
            ))}
            {group.items.length === 0 && group.empty && (
              <p className="px-2.5 text-caption text-muted-foreground">{group.empty}</p>
            )}
          </div>
        </div>
      ))}
      <div className="mt-auto pt-4">
        <div className="border-t pt-3">
          {foot}
          <div className="flex items-center gap-2.5 px-2.5">
            <span
              aria-hidden="true"
              className="flex size-8 shrink-0 items-center justify-center rounded-md bg-primary-soft text-caption font-semibold text-primary-text"
            >
              {initials}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate text-body font-medium">{user.name}</span>
              <span className="block truncate text-caption text-muted-foreground">{user.role}</span>
            </span>
          </div>
        </div>
      </div>
    </nav>
  );
}

/** Remembered for a year, so that the server draws the page as it was left. */
const MENU_COOKIE = "menu";
const YEAR_S = 365 * 24 * 60 * 60;

/** The menu of a phone: slides in from the left, leaves when a page is chosen. */
function Drawer({ children }: { children: ReactNode }) {
  const t = useT("ui");
  const path = usePathname();
  const [open, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setOpen(false), [path]);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>
        <IconButton label={t("shell.openMenu")} className="-ml-1 lg:hidden">
          <MenuIcon className="size-5" aria-hidden="true" />
        </IconButton>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim lg:hidden" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-72 max-w-[85vw] overflow-y-auto border-r bg-sidebar outline-none lg:hidden"
        >
          <Radix.Title className="sr-only">{t("shell.menu")}</Radix.Title>
          <Radix.Close asChild>
            <IconButton label={t("shell.closeMenu")} className="absolute top-2 right-2">
              <X className="size-4" aria-hidden="true" />
            </IconButton>
          </Radix.Close>
          {children}
          <div className="flex items-center justify-between border-t px-3 py-3 md:hidden">
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** An area with the menu at the left: folds on desktops, slides in on phones. */
export function AreaShell({
  brand,
  home,
  menu,
  org,
  user,
  signOut,
  bar,
  foot,
  folded: foldedAtFirst = false,
  children,
}: {
  brand: string;
  home: string;
  menu: readonly MenuGroup[];
  org: { label: string; name: string };
  user: { name: string; role: string };
  signOut: ReactNode;
  /** Further things of the top bar. */
  bar?: ReactNode;
  /** Above the user's name at the foot of the menu. */
  foot?: ReactNode;
  folded?: boolean;
  children: ReactNode;
}) {
  const t = useT("ui");
  const [folded, setFolded] = useState(foldedAtFirst);
  const side = <SideMenu brand={brand} home={home} menu={menu} user={user} foot={foot} />;
  const fold = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
    document.cookie = `${MENU_COOKIE}=${folded ? "" : "folded"}; path=/; max-age=${YEAR_S}; samesite=lax`;
    setFolded(!folded);
  };
  return (
    <>
      <SkipLink />
      <div className={cn(!folded && "lg:grid lg:grid-cols-[248px_minmax(0,1fr)]")}>
        <aside className={cn("no-print hidden border-r border-sidebar-border bg-sidebar", !folded && "lg:block")}>
          <div className="sticky top-0 h-dvh overflow-y-auto">{side}</div>
        </aside>
        <div className="min-w-0">
          {/* Of the bar a printed page keeps whose it is. */}
          <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b bg-card px-3 md:px-6 print:static print:border-0 print:[&>*:not(p)]:hidden!">
            <IconButton
              label={folded ? t("shell.unfoldMenu") : t("shell.foldMenu")}
              aria-expanded={!folded}
              onClick={fold}
              className="-ml-2 max-lg:hidden"
            >
              <PanelLeft className="size-4" aria-hidden="true" />
            </IconButton>
            <Drawer>{side}</Drawer>
            <p className="min-w-0 flex-1 truncate text-body">
              <span className="text-muted-foreground max-md:hidden">{org.label} </span>
              <span className="font-medium">{org.name}</span>
            </p>
            {bar}
            <LanguageSwitch className="max-md:hidden" />
            <ThemeSwitch className="max-md:hidden" />
            {signOut}
          </header>
          <main id="main" tabIndex={-1} className="mx-auto max-w-[1248px] px-4 py-5 outline-none md:px-6 md:py-6">
            {children}
          </main>
        </div>
      </div>
    </>
  );
}
