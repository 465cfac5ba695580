export { catalogues, type MessageKey, type Namespace } from "./catalogues";
export {
  formatDate,
  formatDateTime,
  formatMoney,
  formatMoneyShort,
  formatTime,
} from "./format";
export { isLocale, LOCALES, type Locale, localeFromHeader } from "./locale";
export type { Catalogue, Values } from "./translate";
export { errorText, hasErrorText, type Translate, translator } from "./translator";
