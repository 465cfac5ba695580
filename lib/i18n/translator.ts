import { catalogues, type MessageKey, type Namespace } from "./catalogues";
import { DEFAULT_LOCALE, type Locale } from "./locale";
import { fill, lookup, type Values } from "./translate";

/** Writes texts of one namespace in one language. Keys are checked by the compiler. */
export type Translate<N extends Namespace> = (key: MessageKey<N>, values?: Values) => string;

/** Makes the writer of a namespace; for letters, documents and print, where no request is at hand. */
export const translator =
  <N extends Namespace>(locale: Locale, namespace: N): Translate<N> =>
  (key, values) =>
    fill(lookup(catalogues[locale][namespace], key) ?? key, locale, values);

/** The text of a refusal for a person. Unknown codes read as "broke on our side", never as the code itself. */
export function errorText(locale: Locale, code: string, facts?: Values): string {
  const errors = catalogues[locale].errors;
  const text = lookup(errors, code) ?? lookup(errors, "internal") ?? "";
  try {
    return fill(text, locale, { requestId: "", ...facts });
  } catch {
    return text; // a fact is missing: the bare text still says what to do
  }
}

/** Tells whether a code has its text, for the test that compares the error map with the texts. */
export const hasErrorText = (code: string): boolean => lookup(catalogues[DEFAULT_LOCALE].errors, code) !== undefined;
