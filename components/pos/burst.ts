/** What is heard so far. */
export type Heard = { readonly text: string; readonly at: number };

/** A key as the browser tells it. */
export type KeyStroke = {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly at: number;
};

export const SILENCE: Heard = { text: "", at: 0 };
const GAP_MS = 40;
const LENGTH_MIN = 6;
const GROUP_SEPARATOR = String.fromCharCode(0x1d);

/** Signs of a scanner's keyboard by their keys: without shift, and with it. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ Minus: "-_", Equal: "=+", BracketLeft: "[{", BracketRight: "]}", Backslash: "\\|", Semicolon: ";:" },
  ...{ Quote: "'\"", Backquote: "`~", Comma: ",<", Period: ".>", Slash: "/?", Space: "  " },
};
const SHIFTED_DIGITS = ")!@#$%^&*(";

/**
 * The sign that a scanner meant. It presses keys of a plain keyboard, whatever layout the cashier has on: with Kazakh or Russian
 * letters the browser would hear those.
 */
function signOf({ key, code, shift, ctrl }: KeyStroke): string {
  if (ctrl) return code === "BracketRight" ? GROUP_SEPARATOR : "";
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return shift ? (SHIFTED_DIGITS[Number(digit)] ?? "") : digit;
  const signs = SIGNS[code];
  if (signs) return signs[shift ? 1 : 0] ?? "";
  return key.length === 1 ? key : "";
}

/** Printable signs, and the separator between the parts of a marking code. */
const isCode = (text: string): boolean => /^[\x21-\x7e]+$/.test(text.replaceAll(GROUP_SEPARATOR, ""));

/** Hears one more key. A scanner is a fast burst that ends with Enter; `scanned` is its code. */
export function hear(heard: Heard, stroke: KeyStroke): { readonly heard: Heard; readonly scanned: string | null } {
  const text = stroke.at - heard.at > GAP_MS ? "" : heard.text;
  if (stroke.key === "Enter")
    return { heard: SILENCE, scanned: text.length >= LENGTH_MIN && isCode(text) ? text : null };
  // Shift goes down within a code; it is no pause.
  return { heard: { text: text + signOf(stroke), at: stroke.at }, scanned: null };
}
