"use client";
import { type LucideIcon, Printer, PrinterCheck, Volume2, VolumeX } from "lucide-react";
import { useEffect, useState } from "react";
import { LanguageSwitch } from "@/components/layout/language-switch";
import { ThemeSwitch } from "@/components/layout/theme-switch";
import { useT } from "@/lib/i18n/client";
import { printsAtOnce, turnPrinting } from "./printing";
import { soundsAreOn, turnSounds } from "./sounds";

/** Something of this browser that is off until it is asked for. */
function BrowserSwitch({
  label,
  isOn,
  turn,
  className,
  icons: [OnIcon, OffIcon],
}: {
  label: string;
  isOn: () => boolean;
  turn: (on: boolean) => void;
  className: string;
  icons: readonly [on: LucideIcon, off: LucideIcon];
}) {
  const t = useT("pos");
  const [on, setOn] = useState(false);
  useEffect(() => setOn(isOn()), [isOn]);
  const Icon = on ? OnIcon : OffIcon;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      onClick={() => {
        turn(!on);
        setOn(isOn());
      }}
      className={className}
    >
      <Icon className="size-4" aria-hidden="true" />
      {label}
      <span className="ml-auto text-caption text-muted-foreground">{t(on ? "nav.on" : "nav.off")}</span>
    </button>
  );
}

/** What this browser does by itself: tones, and papers to the printer. */
export function BrowserSwitches({ className }: { className: string }) {
  const t = useT("pos");
  return (
    <>
      <BrowserSwitch
        className={className}
        label={t("nav.sounds")}
        isOn={soundsAreOn}
        turn={turnSounds}
        icons={[Volume2, VolumeX]}
      />
      <BrowserSwitch
        className={className}
        label={t("nav.printAtOnce")}
        isOn={printsAtOnce}
        turn={turnPrinting}
        icons={[PrinterCheck, Printer]}
      />
    </>
  );
}

/** Language and colours of this browser. */
export const BrowserLooks = () => (
  <div className="mt-1 flex items-center justify-between border-t px-1.5 py-2">
    <LanguageSwitch />
    <ThemeSwitch />
  </div>
);
