import type { PaperHead } from "../core/document";
import { PAPER_COLUMNS, type PaperLanguage, type PaperSize } from "./paper";
import { bothWords, WORDS, type Words } from "./words";

/** How wide a paper is and in which words it speaks. */
export type PaperStyle = { readonly columns: number; readonly language: PaperLanguage; readonly words: Words };

const BOTH = bothWords(WORDS.kk, WORDS.ru);

export const paperStyle = (size: PaperSize, language: PaperLanguage): PaperStyle => ({
  columns: PAPER_COLUMNS[size],
  language,
  words: language === "both" ? BOTH : WORDS[language],
});

/** A pair of texts in the paper's language; in both, Kazakh first as the law on languages orders, once if they are equal. */
export function inLanguage(
  language: PaperLanguage,
  texts: { readonly ru: string; readonly kk: string } | undefined,
  between: string,
): string {
  if (!texts) return "";
  if (language !== "both") return texts[language];
  return texts.kk === texts.ru ? texts.ru : `${texts.kk}${between}${texts.ru}`;
}

/** The address lines of a paper. */
export const address = (language: PaperLanguage, { addressRu, addressKk }: PaperHead): readonly string[] => {
  if (language === "ru") return [addressRu];
  return language === "kk" || addressKk === addressRu ? [addressKk] : [addressKk, addressRu];
};
