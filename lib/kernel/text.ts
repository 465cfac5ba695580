// Control characters, halves of surrogate pairs, line and paragraph separators, and what is no character at all.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/gu;

/** The text as a printer and XML can carry it: what they cannot is a space. */
export const toPrintable = (text: string): string => text.replace(UNPRINTABLE, " ");

/** Whether a text may go to a printer, a screen and XML as it is. */
export const isPrintable = (text: string): boolean => toPrintable(text) === text;
