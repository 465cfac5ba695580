export { catalogues, type MessageKey, type Namespace } from "./catalogues";
export {
  formatDate,
  formatDateTime,
  formatLongDate,
  formatMoney,
  formatMoneyShort,
  formatTime,
  TIME_ZONE,
} from "./format";
export { DEFAULT_LOCALE, isLocale, LOCALES, type Locale, localeFromHeader } from "./locale";
export type { Catalogue, Values } from "./translate";
export { errorText, hasErrorText, type Translate, translator } from "./translator";
