export const LOCALES = ["ru", "kk", "en"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "ru";

/** Each language named in itself, for the switch. */
export const LANGUAGES = [
  { locale: "ru", short: "РУС", name: "Русский" },
  { locale: "kk", short: "ҚАЗ", name: "Қазақша" },
  { locale: "en", short: "ENG", name: "English" },
] as const satisfies readonly { locale: Locale; short: string; name: string }[];

/** What a page says where not even its texts could be loaded. */
export const BROKEN_TEXTS = [
  { locale: "ru", text: "Не получилось показать страницу. Сохраненное цело, повторите через минуту." },
  { locale: "kk", text: "Бетті көрсету мүмкін болмады. Сақталғанның бәрі орнында, бір минуттан кейін қайталаңыз." },
  { locale: "en", text: "The page could not be shown. What was saved is safe; try again in a minute." },
] as const satisfies readonly { locale: Locale; text: string }[];

/** Narrows a text to a locale we have. */
export const isLocale = (text: unknown): text is Locale => LOCALES.some((locale) => locale === text);

/** Chooses the first of our locales that an Accept-Language header asks for. */
export function localeFromHeader(header: string | null): Locale {
  const wanted = (header ?? "")
    .slice(0, 200)
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.trim().split(";q=");
      return { tag: tag.slice(0, 2).toLowerCase(), quality: quality ? Number(quality) : 1 };
    })
    .sort((a, b) => b.quality - a.quality);
  return wanted.map(({ tag }) => tag).find(isLocale) ?? DEFAULT_LOCALE;
}
