import type { PaperLanguage } from "@/lib/fiscal";

const LANGUAGES: readonly PaperLanguage[] = ["ru", "kk", "both"];

/** The language asked for in the address, else that of the visitor. */
export const paperLanguage = (asked: string | string[] | null | undefined, locale: string): PaperLanguage =>
  LANGUAGES.find((each) => each === asked) ?? (locale === "kk" ? "kk" : "ru");
