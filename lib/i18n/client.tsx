"use client";
import { createContext, type ReactNode, useCallback, useContext, useMemo } from "react";
import type { MessageKey, Namespace } from "./catalogues";
import { DEFAULT_LOCALE, type Locale } from "./locale";
import { type Catalogue, fill, lookup, type Values } from "./translate";

// Doors of this room for the browser: the index would bring every text of every language along.
export { formatDateTime, formatMoney, formatTime } from "./format";
export { BROKEN_TEXTS, LANGUAGES, type Locale } from "./locale";

type Texts = { readonly locale: Locale; readonly messages: Readonly<Record<string, Catalogue>> };
const TextsContext = createContext<Texts>({ locale: DEFAULT_LOCALE, messages: {} });

/** Hands texts to the client parts below; a nested provider adds its namespaces to those of the outer one. */
export function I18nProvider({ locale, messages, children }: Texts & { children: ReactNode }) {
  const outer = useContext(TextsContext);
  const value = useMemo(() => ({ locale, messages: { ...outer.messages, ...messages } }), [locale, messages, outer]);
  return <TextsContext value={value}>{children}</TextsContext>;
}

/** The language of the page. */
export const useLocale = (): Locale => useContext(TextsContext).locale;

/** Texts of a namespace that the page handed down. */
export function useT<N extends Namespace>(namespace: N): (key: MessageKey<N>, values?: Values) => string {
  const { locale, messages } = useContext(TextsContext);
  return useCallback(
    (key, values) => fill(lookup(messages[namespace] ?? {}, key) ?? key, locale, values),
    [locale, messages, namespace],
  );
}

/** Turns a coded refusal into the reader's language. */
export function useErrorText(): (error: { code: string; facts?: Values; requestId?: string }) => string {
  const { locale, messages } = useContext(TextsContext);
  return useCallback(
    ({ code, facts, requestId }) => {
      const errors = messages.errors ?? {};
      const text = lookup(errors, code) ?? lookup(errors, "internal") ?? code;
      try {
        return fill(text, locale, { requestId: requestId ?? "", ...facts });
      } catch {
        return text; // a fact is missing: the bare text still says what to do
      }
    },
    [locale, messages],
  );
}
