"use client";
import { cn } from "@/components/ui/cn";
import { LANGUAGES, useLocale, useT } from "@/lib/i18n/client";
import { useShell } from "./shell-context";

/** Three languages, each named in itself. Works before scripts: it is a form. */
export function LanguageSwitch({ className }: { className?: string }) {
  const current = useLocale();
  const { chooseLanguage } = useShell();
  const t = useT("ui");
  return (
    <form action={chooseLanguage} className={cn("inline-flex", className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in one line with its buttons everywhere */}
      <div role="group" aria-label={t("shell.language")} className="inline-flex rounded-md bg-muted p-0.5">
        {LANGUAGES.map(({ locale, short, name }) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            title={name}
            aria-label={name}
            aria-pressed={locale === current}
            className={cn(
              "h-7 rounded-sm px-2 text-caption font-medium max-md:h-10 max-md:px-2.5",
              locale === current
                ? "bg-card text-foreground ring-1 ring-border"
                : "text-muted-foreground hover:text-foreground",
            )}
          >
            {short}
          </button>
        ))}
      </div>
    </form>
  );
}
