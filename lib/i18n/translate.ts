import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "./locale";

/** A catalogue: texts by key, nested at will. Texts are ICU messages. */
export type Catalogue = { readonly [key: string]: string | Catalogue };

/** Dotted paths to the texts of a catalogue. */
export type KeysOf<C> = {
  [K in keyof C & string]: C[K] extends string ? K : C[K] extends object ? `${K}.${KeysOf<C[K]>}` : never;
}[keyof C & string];

export type Values = Readonly<Record<string, string | number | bigint | boolean | Date | null | undefined>>;

const compiled = new Map<string, IntlMessageFormat>();

/** Finds a text by its dotted path. */
export function lookup(catalogue: Catalogue, key: string): string | undefined {
  let node: string | Catalogue | undefined = catalogue;
  for (const part of key.split(".")) {
    if (typeof node !== "object") return undefined;
    node = node[part];
  }
  return typeof node === "string" ? node : undefined;
}

/** Fills a text. A text without braces is returned as it is, which spares most of them the parser. */
export function fill(text: string, locale: Locale, values?: Values): string {
  if (!text.includes("{")) return text;
  const id = `${locale}:${text}`;
  let message = compiled.get(id);
  if (!message) {
    message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    compiled.set(id, message);
  }
  return String(message.format(values as Record<string, string>)); // cast: the library's own type is narrower than what it takes
}
