/** What is heard so far: its signs, when the first of them came and when the last key. */
export type Heard = { readonly text: string; readonly since: number; readonly at: number };

/** A key as the browser tells it. */
export type KeyStroke = {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly at: number;
};

export const SILENCE: Heard = { text: "", since: 0, at: 0 };
/** A scanner takes so long per sign on the whole; nobody types as fast. */
const PACE_MS = 40;
/** What came before such a pause is not of the code. One hiccup of a busy machine or of a radio link is shorter. */
const PAUSE_MS = 200;
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
  const { key, at } = stroke;
  const { text, since } = at - heard.at > PAUSE_MS ? { text: "", since: at } : heard;
  if (key === "Enter") {
    const isBurst = text.length >= LENGTH_MIN && at - since <= text.length * PACE_MS;
    return { heard: SILENCE, scanned: isBurst && isCode(text) ? text : null };
  }
  // Shift goes down within a code; it is no sign.
  return { heard: { text: text + signOf(stroke), since, at }, scanned: null };
}
