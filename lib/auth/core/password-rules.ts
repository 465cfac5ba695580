import { err, ok, type Result } from "@/lib/kernel";
import { COMMON_WORDS, KEYBOARD_ROWS } from "./common-passwords";
import { normalLogin, normalPassword } from "./login";

export const PASSWORD_LENGTH_MIN = 8;
export const PASSWORD_LENGTH_MAX = 128;

export type PasswordRuleError =
  | { readonly code: "auth.password_short"; readonly min: number }
  | { readonly code: "auth.password_long"; readonly max: number }
  | { readonly code: "auth.password_common" }
  | { readonly code: "auth.password_is_login" };

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

const reversed = (text: string): string => [...text].reverse().join("");
const walks = [...KEYBOARD_ROWS, ...KEYBOARD_ROWS.map(reversed)].map((row) => row + row);

/** What a guesser strips first: digits and signs around a word. */
const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
const spelledOut = (text: string): string => [...text].map((sign) => LEET[sign] ?? sign).join("");

/** Cuts a text into pieces of at least three signs that stand in a row of the keyboard or repeat one sign. */
function isWalk(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    let length = 1;
    while (at + length < text.length && text[at + length] === text[at]) length++;
    for (const walk of walks) {
      let reach = 0;
      while (at + reach < text.length && walk.includes(text.slice(at, at + reach + 1))) reach++;
      length = Math.max(length, reach);
    }
    if (length < 3) return false;
    at += length;
  }
  return true;
}

/** A shorter walk with much else around it may be chance. */
const WALK_LENGTH_MIN = 5;
const isBareWalk = (text: string): boolean => bare(text).length >= WALK_LENGTH_MIN && isWalk(bare(text));

const repeatsAPiece = (text: string): boolean => /^(.{1,4})\1+$/u.test(text);

function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  if (isWalk(text) || isBareWalk(text) || repeatsAPiece(text) || /^\d+$/.test(text)) return true;
  return [text, bare(text), bare(spelledOut(text)), spelledOut(bare(text))].some((form) => COMMON_WORDS.has(form));
}

/** Refuses passwords that are tried first: short ones, digits alone, keyboard rows, common words with digits around, the login. */
export function checkPasswordRules(typed: string, login = ""): Result<string, PasswordRuleError> {
  const password = normalPassword(typed);
  const length = [...password].length;
  if (length < PASSWORD_LENGTH_MIN) return err({ code: "auth.password_short", min: PASSWORD_LENGTH_MIN });
  if (length > PASSWORD_LENGTH_MAX) return err({ code: "auth.password_long", max: PASSWORD_LENGTH_MAX });
  const own = normalLogin(login);
  const lower = password.toLowerCase();
  if (own !== "" && (lower === own || lower === own.split("@")[0])) return err({ code: "auth.password_is_login" });
  return isCommon(password) ? err({ code: "auth.password_common" }) : ok(password);
}
