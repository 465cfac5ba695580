"use client";
import { Banknote, ChartColumn, Keyboard, Menu as MenuIcon, ReceiptText, ShoppingBasket, Store } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useId, useRef, useState } from "react";
import { Logo } from "@/components/layout/logo";
import { SkipLink } from "@/components/layout/public-shell";
import { buttonLook, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import { KeysDialog } from "./keys-dialog";
import { BrowserLooks, BrowserSwitches } from "./lazy";
import { LockButton, LockItems } from "./lock";
import { LinkMark, ShiftMark } from "./marks";
import { ServerBanner } from "./notices";
import { useTill } from "./till-context";

/** The pages beside selling. */
function usePlaces() {
  const t = useT("pos");
  const { till } = useTill();
  const base = `/pos/${till.register.id}`;
  return [
    { href: base, label: t("nav.sell"), icon: <ShoppingBasket className="size-4" aria-hidden="true" /> },
    { href: `${base}/receipts`, label: t("nav.receipts"), icon: <ReceiptText className="size-4" aria-hidden="true" /> },
    { href: `${base}/cash`, label: t("nav.cash"), icon: <Banknote className="size-4" aria-hidden="true" /> },
    { href: `${base}/reports`, label: t("nav.reports"), icon: <ChartColumn className="size-4" aria-hidden="true" /> },
  ];
}

const MENU_LOOK =
  "flex min-h-10 w-full items-center gap-2.5 rounded-md px-2.5 text-left text-body hover:bg-accent max-md:min-h-11 [&>svg]:text-subtle-foreground";

/** Whose till it is; behind it the rest: on phones the pages too, another register, language, theme, the way out. */
function UserMenu({ signOut, onKeys }: { signOut: ReactNode; onKeys: () => void }) {
  const t = useT("pos");
  const { cashier } = useTill();
  const places = usePlaces();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  const initials = cashier
    .split(/\s+/)
    .map((word) => word[0] ?? "")
    .slice(0, 2)
    .join("");
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        onClick={() => setOpened(true)}
        aria-label={`${t("nav.menu")}: ${cashier}`}
        className="flex items-center gap-2.5 rounded-md p-1.5 hover:bg-accent max-md:-mr-2 max-md:size-11 max-md:justify-center"
      >
        <MenuIcon className="size-5 text-muted-foreground md:hidden" aria-hidden="true" />
        <span
          aria-hidden="true"
          className="flex size-8 items-center justify-center rounded-md bg-primary-soft text-caption font-semibold text-primary-text max-md:hidden"
        >
          {initials}
        </span>
        <span className="text-left leading-4 max-xl:hidden">
          <span className="block max-w-36 truncate text-body font-medium">{cashier}</span>
          <span className="block text-caption text-muted-foreground">{t("cashier")}</span>
        </span>
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: whatever is chosen inside closes it, by key too */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div
        id={id}
        ref={place}
        popover="auto"
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a, [data-closes]")) place.current?.hidePopover();
        }}
        className="fixed inset-auto top-[60px] right-2 m-0 w-64 rounded-lg border bg-popover p-1 text-body text-popover-foreground shadow-overlay"
      >
        <nav aria-label={t("nav.label")} className="border-b pb-1 md:hidden">
          {places.map(({ href, label, icon }) => (
            <Link key={href} href={href} className={MENU_LOOK}>
              {icon}
              {label}
            </Link>
          ))}
        </nav>
        <p className="truncate px-2.5 py-2 text-caption text-muted-foreground xl:hidden">
          {t("cashier")}: {cashier}
        </p>

        <Link href="/pos" className={MENU_LOOK}>
          <Store className="size-4" aria-hidden="true" />
          {t("nav.otherRegister")}
        </Link>

        <LockItems className={MENU_LOOK} />
        {opened && <BrowserSwitches className={MENU_LOOK} />}

        <button type="button" data-closes="" onClick={onKeys} className={cn(MENU_LOOK, "max-md:hidden")}>
          <Keyboard className="size-4" aria-hidden="true" />
          {t("nav.keys")}
        </button>

        {opened && <BrowserLooks />}
        <div className="border-t pt-1">{signOut}</div>
      </div>
    </>
  );
}

/** Top of every page of the till: which register, how long the shift, how the link, where else one can go. */
export function TopBar({ brand, signOut }: { brand: string; signOut: ReactNode }) {
  const t = useT("pos");
  const path = usePathname();
  const { till } = useTill();
  const [keys, setKeys] = useState(false);
  const places = usePlaces();
  return (
    <>
      <SkipLink />
      <header className="no-print flex items-center gap-4 border-b bg-card px-4 max-md:flex-wrap max-md:gap-x-2 max-md:gap-y-1 max-md:px-3 max-md:py-2 md:h-16">
        <Link href="/pos" title={t("nav.otherRegister")} className="max-lg:hidden">
          <Logo name={brand} className="[&>span]:max-2xl:hidden" />
        </Link>
        <div className="min-w-0 leading-4 max-md:basis-[calc(100%-52px)]">
          <p className="truncate text-body font-semibold">
            {till.register.name}, {till.place}
          </p>
          <p className="font-mono text-[12px] text-muted-foreground">
            {t("factoryNumber")} {till.register.factoryNumber}
          </p>
        </div>
        <span className="contents md:hidden">
          <UserMenu signOut={signOut} onKeys={() => setKeys(true)} />
        </span>
        <span className="h-8 border-l max-md:hidden" />
        <ShiftMark />
        <div className="ml-auto flex min-w-0 items-center gap-2">
          <LinkMark />
          <nav aria-label={t("nav.label")} className="flex items-center gap-1 max-md:hidden">
            {places.map(({ href, label, icon }) => (
              <Link
                key={href}
                href={href}
                aria-current={path === href ? "page" : undefined}
                aria-label={label}
                title={label}
                className={cn(buttonLook({ variant: "ghost" }), "px-2.5", path === href && "bg-accent text-foreground")}
              >
                {icon}
                <span className="max-xl:hidden">{label}</span>
              </Link>
            ))}
            <IconButton label={t("nav.keys")} onClick={() => setKeys(true)}>
              <Keyboard className="size-4" aria-hidden="true" />
            </IconButton>
          </nav>
          <span className="h-8 border-l max-md:hidden" />
          <span className="max-md:hidden">
            <UserMenu signOut={signOut} onKeys={() => setKeys(true)} />
          </span>
          <span className="max-md:hidden">
            <LockButton />
          </span>
        </div>
      </header>
      <ServerBanner />
      <KeysDialog open={keys} onOpenChange={setKeys} />
    </>
  );
}
