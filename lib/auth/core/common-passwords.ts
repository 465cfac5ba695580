import guessedFirst from "./guessed-first.json";

/**
 * Words that open lists of broken passwords, here and in the world. The rules strip digits and signs around a password and undo
 * the usual swaps of letters, so each word stands for its hundreds of variants.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(guessedFirst.words);

/** Rows and zigzags of keyboards, Latin and Cyrillic, and the alphabet. */
export const KEYBOARD_ROWS: readonly string[] = guessedFirst.rows;
