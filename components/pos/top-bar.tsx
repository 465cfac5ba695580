"use client";
import { Banknote, ChartColumn, Keyboard, Menu as MenuIcon, ReceiptText, ShoppingBasket } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { LanguageSwitch } from "@/components/layout/language-switch";
import { Logo } from "@/components/layout/logo";
import { SkipLink } from "@/components/layout/public-shell";
import { ThemeSwitch } from "@/components/layout/theme-switch";
import { OfdPill, ShiftRuler, shiftTone, useShiftAge } from "@/components/status";
import { toneText } from "@/components/ui/badge";
import { buttonLook, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/dropdown-menu";
import { useErrorText, useT } from "@/lib/i18n/client";
import { KeysDialog } from "./keys-dialog";
import { useTill, useTillNow } from "./till-context";

const HOUR_MS = 3_600_000;

/** «Смена 185, 7 ч 12 мин» with its ruler. */
function ShiftMark() {
  const t = useT("pos");
  const { till } = useTill();
  const now = useTillNow();
  const age = useShiftAge();
  if (!till.shift) return <p className="text-body text-muted-foreground">{t("shift.closed")}</p>;
  const ageMs = Math.max(0, now.getTime() - till.shift.openedAt.getTime());
  const tone = shiftTone(ageMs);
  return (
    <div className="flex items-center gap-3">
      <div className="leading-4">
        <p className="text-caption text-muted-foreground">{t("shift.number", { number: till.shift.number })}</p>
        <p
          className={cn("num text-body font-medium whitespace-nowrap", tone !== "neutral" && toneText[tone])}
          suppressHydrationWarning
        >
          {age(ageMs)}
        </p>
      </div>
      <span className="max-xl:hidden">
        <ShiftRuler ageMs={ageMs} />
      </span>
    </div>
  );
}

/** How the register stands with the operator, in one pill. */
function LinkMark() {
  const t = useT("pos");
  const ui = useT("ui");
  const errorText = useErrorText();
  const now = useTillNow();
  const { till } = useTill();
  const { mode, offlineSince, unsentCount, hoursLeft } = till.ofd;
  if (till.shift?.tooLong)
    return <OfdPill state="blocked" label={ui("status.ofd.blocked")} detail={t("shift.tooLong")} />;
  if (mode === "blocked" || !till.can.sell.allowed) {
    const cause = till.ofd.blocks[0]?.cause;
    const detail = cause ? ui(`block.${cause}.title`) : till.can.sell.allowed ? "" : errorText(till.can.sell.refusal);
    return <OfdPill state="blocked" label={ui("status.ofd.blocked")} detail={detail} />;
  }
  if (mode === "online") return <OfdPill state="online" label={t("ofd.online")} />;
  const hours = offlineSince ? Math.floor((now.getTime() - offlineSince.getTime()) / HOUR_MS) : 0;
  const detail = [
    t("ofd.unsent", { count: unsentCount }),
    ...(hoursLeft === null ? [] : [t("ofd.hoursLeft", { hours: hoursLeft })]),
  ].join(", ");
  return (
    <OfdPill
      state="offline"
      label={hours > 0 ? t("ofd.offlineHours", { hours }) : ui("status.ofd.offline")}
      detail={detail}
    />
  );
}

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

function PhoneMenu({ onKeys }: { onKeys: () => void }) {
  const t = useT("pos");
  const places = usePlaces();
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label={t("nav.menu")} className="-mr-2 justify-self-end md:hidden">
          <MenuIcon className="size-5" aria-hidden="true" />
        </IconButton>
      </MenuTrigger>
      <MenuContent>
        {places.map(({ href, label, icon }) => (
          <MenuItem key={href} href={href} icon={icon}>
            {label}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem href="/pos">{t("nav.otherRegister")}</MenuItem>
        <MenuItem run={onKeys} icon={<Keyboard aria-hidden="true" />}>
          {t("nav.keys")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** Top of every page of the till: which register, how long the shift, how the link, where else one can go. */
export function TopBar({ brand, signOut }: { brand: string; signOut: ReactNode }) {
  const t = useT("pos");
  const path = usePathname();
  const { till, cashier } = useTill();
  const [keys, setKeys] = useState(false);
  const places = usePlaces();
  return (
    <>
      <SkipLink />
      <header className="no-print flex items-center gap-4 border-b bg-card px-4 max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-2 max-md:gap-y-1 max-md:px-3 max-md:py-2 md:h-16">
        <Link href="/pos" title={t("nav.otherRegister")} className="max-lg:hidden">
          <Logo name={brand} className="[&>span]:max-2xl:hidden" />
        </Link>
        <div className="min-w-0 leading-4">
          <p className="truncate text-body font-semibold">
            {till.register.name}, {till.place}
          </p>
          <p className="font-mono text-[12px] text-muted-foreground">
            {t("factoryNumber")} {till.register.factoryNumber}
          </p>
        </div>
        <PhoneMenu onKeys={() => setKeys(true)} />
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
          <span className="text-right leading-4 max-xl:hidden">
            <span className="block max-w-36 truncate text-body font-medium">{cashier}</span>
            <span className="block text-caption text-muted-foreground">{t("cashier")}</span>
          </span>
          <span className="flex items-center max-md:hidden">
            <span className="max-lg:hidden">
              <LanguageSwitch />
            </span>
            <ThemeSwitch />
            {signOut}
          </span>
        </div>
      </header>
      <KeysDialog open={keys} onOpenChange={setKeys} />
    </>
  );
}
