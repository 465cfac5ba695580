"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "@/components/ui/dropdown-menu";
import { useT } from "@/lib/i18n/client";
import { chooseTheme, chosenTheme, type Theme } from "./theme";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** Light, dark, or as the system has it; remembered in this browser. */
export function ThemeSwitch({ className }: { className?: string }) {
  const t = useT("ui");
  const [theme, setTheme] = useState<Theme>("system");
  return (
    <Menu onOpenChange={(open) => open && setTheme(chosenTheme())}>
      <MenuTrigger asChild>
        <IconButton label={t("shell.theme")} className={className ?? ""}>
          <Sun className="size-4 dark:hidden" aria-hidden="true" />
          <Moon className="size-4 not-dark:hidden" aria-hidden="true" />
        </IconButton>
      </MenuTrigger>
      <MenuContent className="min-w-44">
        <MenuRadioGroup
          value={theme}
          onValueChange={(value) => {
            const next = THEMES.find((each) => each === value) ?? "system";
            setTheme(next);
            chooseTheme(next);
          }}
        >
          <MenuRadioItem value="system" icon={<Monitor aria-hidden="true" />}>
            {t("shell.themeSystem")}
          </MenuRadioItem>
          <MenuRadioItem value="light" icon={<Sun aria-hidden="true" />}>
            {t("shell.themeLight")}
          </MenuRadioItem>
          <MenuRadioItem value="dark" icon={<Moon aria-hidden="true" />}>
            {t("shell.themeDark")}
          </MenuRadioItem>
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
