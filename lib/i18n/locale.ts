export const LOCALES = ["ru", "kk", "en"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "ru";

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
