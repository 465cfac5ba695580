import "server-only";
import { cookies, headers } from "next/headers";
import { catalogues, type Namespace } from "./catalogues";
import { isLocale, type Locale, localeFromHeader } from "./locale";
import type { Catalogue } from "./translate";
import { type Translate, translator } from "./translator";

export const LOCALE_COOKIE = "locale";

/** The language of this request: the visitor's choice, else what the browser prefers, else Russian. */
export async function requestLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  return isLocale(chosen) ? chosen : localeFromHeader((await headers()).get("accept-language"));
}

/** The texts of a namespace in the language of this request. */
export async function getT<N extends Namespace>(namespace: N): Promise<Translate<N>> {
  return translator(await requestLocale(), namespace);
}

/** The namespaces that a client part needs, for I18nProvider. Errors and common texts always travel along. */
export async function clientMessages(...namespaces: Namespace[]): Promise<Record<string, Catalogue>> {
  const all = catalogues[await requestLocale()];
  return Object.fromEntries(
    [...new Set<Namespace>(["common", "errors", ...namespaces])].map((name) => [name, all[name]]),
  );
}
