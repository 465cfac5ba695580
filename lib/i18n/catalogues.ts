import type { Locale } from "./locale";
import enCommon from "./messages/en/common.json";
import enErrors from "./messages/en/errors.json";
import kkCommon from "./messages/kk/common.json";
import kkErrors from "./messages/kk/errors.json";
import ruCommon from "./messages/ru/common.json";
import ruErrors from "./messages/ru/errors.json";
import type { Catalogue, KeysOf } from "./translate";

/** Russian is the source: its keys are the type that the other languages must fill. One line per namespace in each. */
const ru = { common: ruCommon, errors: ruErrors };

type Source = typeof ru;
export type Namespace = keyof Source;
export type MessageKey<N extends Namespace> = KeysOf<Source[N]>;

const kk: Source = { common: kkCommon, errors: kkErrors };
const en: Source = { common: enCommon, errors: enErrors };

export const catalogues: Readonly<Record<Locale, Readonly<Record<Namespace, Catalogue>>>> = { ru, kk, en };
