"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { useT } from "@/lib/i18n/client";
import { chooseTheme, chosenTheme, type Theme } from "./theme";

const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const NAMES = { system: "shell.themeSystem", light: "shell.themeLight", dark: "shell.themeDark" } as const;

/** As the system has it, light, dark: one press leads to the next; remembered in this browser. */
export function ThemeSwitch({ className }: { className?: string }) {
  const t = useT("ui");
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(chosenTheme()), []);
  const Icon = ICONS[theme];
  return (
    <IconButton
      label={`${t("shell.theme")}: ${t(NAMES[theme])}`}
      className={className ?? ""}
      onClick={() => {
        const next = NEXT[theme];
        setTheme(next);
        chooseTheme(next);
      }}
    >
      <Icon className="size-4" aria-hidden="true" />
    </IconButton>
  );
}
