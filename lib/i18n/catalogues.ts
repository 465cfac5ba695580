import type { Locale } from "./locale";
import enAdmin from "./messages/en/admin.json";
import enAuth from "./messages/en/auth.json";
import enBilling from "./messages/en/billing.json";
import enCabinet from "./messages/en/cabinet.json";
import enCatalog from "./messages/en/catalog.json";
import enCommon from "./messages/en/common.json";
import enDemo from "./messages/en/demo.json";
import enEds from "./messages/en/eds.json";
import enErrorsAuth from "./messages/en/errors/auth.json";
import enErrorsBase from "./messages/en/errors/base.json";
import enErrorsBilling from "./messages/en/errors/billing.json";
import enErrorsCatalog from "./messages/en/errors/catalog.json";
import enErrorsEds from "./messages/en/errors/eds.json";
import enErrorsFiles from "./messages/en/errors/files.json";
import enErrorsFiscal from "./messages/en/errors/fiscal.json";
import enErrorsMail from "./messages/en/errors/mail.json";
import enErrorsOperator from "./messages/en/errors/operator.json";
import enErrorsOrgs from "./messages/en/errors/orgs.json";
import enErrorsRegisters from "./messages/en/errors/registers.json";
import enLetters from "./messages/en/letters.json";
import enOperator from "./messages/en/operator.json";
import enPos from "./messages/en/pos.json";
import enPrint from "./messages/en/print.json";
import enPublic from "./messages/en/public.json";
import enRegisters from "./messages/en/registers.json";
import enReports from "./messages/en/reports.json";
import enUi from "./messages/en/ui.json";
import kkAdmin from "./messages/kk/admin.json";
import kkAuth from "./messages/kk/auth.json";
import kkBilling from "./messages/kk/billing.json";
import kkCabinet from "./messages/kk/cabinet.json";
import kkCatalog from "./messages/kk/catalog.json";
import kkCommon from "./messages/kk/common.json";
import kkDemo from "./messages/kk/demo.json";
import kkEds from "./messages/kk/eds.json";
import kkErrorsAuth from "./messages/kk/errors/auth.json";
import kkErrorsBase from "./messages/kk/errors/base.json";
import kkErrorsBilling from "./messages/kk/errors/billing.json";
import kkErrorsCatalog from "./messages/kk/errors/catalog.json";
import kkErrorsEds from "./messages/kk/errors/eds.json";
import kkErrorsFiles from "./messages/kk/errors/files.json";
import kkErrorsFiscal from "./messages/kk/errors/fiscal.json";
import kkErrorsMail from "./messages/kk/errors/mail.json";
import kkErrorsOperator from "./messages/kk/errors/operator.json";
import kkErrorsOrgs from "./messages/kk/errors/orgs.json";
import kkErrorsRegisters from "./messages/kk/errors/registers.json";
import kkLetters from "./messages/kk/letters.json";
import kkOperator from "./messages/kk/operator.json";
import kkPos from "./messages/kk/pos.json";
import kkPrint from "./messages/kk/print.json";
import kkPublic from "./messages/kk/public.json";
import kkRegisters from "./messages/kk/registers.json";
import kkReports from "./messages/kk/reports.json";
import kkUi from "./messages/kk/ui.json";
import ruAdmin from "./messages/ru/admin.json";
import ruAuth from "./messages/ru/auth.json";
import ruBilling from "./messages/ru/billing.json";
import ruCabinet from "./messages/ru/cabinet.json";
import ruCatalog from "./messages/ru/catalog.json";
import ruCommon from "./messages/ru/common.json";
import ruDemo from "./messages/ru/demo.json";
import ruEds from "./messages/ru/eds.json";
import ruErrorsAuth from "./messages/ru/errors/auth.json";
import ruErrorsBase from "./messages/ru/errors/base.json";
import ruErrorsBilling from "./messages/ru/errors/billing.json";
import ruErrorsCatalog from "./messages/ru/errors/catalog.json";
import ruErrorsEds from "./messages/ru/errors/eds.json";
import ruErrorsFiles from "./messages/ru/errors/files.json";
import ruErrorsFiscal from "./messages/ru/errors/fiscal.json";
import ruErrorsMail from "./messages/ru/errors/mail.json";
import ruErrorsOperator from "./messages/ru/errors/operator.json";
import ruErrorsOrgs from "./messages/ru/errors/orgs.json";
import ruErrorsRegisters from "./messages/ru/errors/registers.json";
import ruLetters from "./messages/ru/letters.json";
import ruOperator from "./messages/ru/operator.json";
import ruPos from "./messages/ru/pos.json";
import ruPrint from "./messages/ru/print.json";
import ruPublic from "./messages/ru/public.json";
import ruRegisters from "./messages/ru/registers.json";
import ruReports from "./messages/ru/reports.json";
import ruUi from "./messages/ru/ui.json";
import type { Catalogue, KeysOf } from "./translate";

/** Russian is the source: its keys are the type that the other languages must fill. Refusals are kept one file per room. */
const ru = {
  common: ruCommon,
  public: ruPublic,
  cabinet: ruCabinet,
  billing: ruBilling,
  registers: ruRegisters,
  reports: ruReports,
  catalog: ruCatalog,
  admin: ruAdmin,
  pos: ruPos,
  operator: ruOperator,
  demo: ruDemo,
  eds: ruEds,
  auth: ruAuth,
  letters: ruLetters,
  ui: ruUi,
  print: ruPrint,
  errors: {
    ...ruErrorsBase,
    ...ruErrorsAuth,
    ...ruErrorsEds,
    ...ruErrorsOrgs,
    ...ruErrorsMail,
    ...ruErrorsBilling,
    ...ruErrorsRegisters,
    ...ruErrorsCatalog,
    ...ruErrorsFiscal,
    ...ruErrorsOperator,
    ...ruErrorsFiles,
  },
};

type Source = typeof ru;
export type Namespace = keyof Source;
export type MessageKey<N extends Namespace> = KeysOf<Source[N]>;

const kk: Source = {
  common: kkCommon,
  public: kkPublic,
  cabinet: kkCabinet,
  billing: kkBilling,
  registers: kkRegisters,
  reports: kkReports,
  catalog: kkCatalog,
  admin: kkAdmin,
  pos: kkPos,
  operator: kkOperator,
  demo: kkDemo,
  eds: kkEds,
  auth: kkAuth,
  letters: kkLetters,
  ui: kkUi,
  print: kkPrint,
  errors: {
    ...kkErrorsBase,
    ...kkErrorsAuth,
    ...kkErrorsEds,
    ...kkErrorsOrgs,
    ...kkErrorsMail,
    ...kkErrorsBilling,
    ...kkErrorsRegisters,
    ...kkErrorsCatalog,
    ...kkErrorsFiscal,
    ...kkErrorsOperator,
    ...kkErrorsFiles,
  },
};
const en: Source = {
  common: enCommon,
  public: enPublic,
  cabinet: enCabinet,
  billing: enBilling,
  registers: enRegisters,
  reports: enReports,
  catalog: enCatalog,
  admin: enAdmin,
  pos: enPos,
  operator: enOperator,
  demo: enDemo,
  eds: enEds,
  auth: enAuth,
  letters: enLetters,
  ui: enUi,
  print: enPrint,
  errors: {
    ...enErrorsBase,
    ...enErrorsAuth,
    ...enErrorsEds,
    ...enErrorsOrgs,
    ...enErrorsMail,
    ...enErrorsBilling,
    ...enErrorsRegisters,
    ...enErrorsCatalog,
    ...enErrorsFiscal,
    ...enErrorsOperator,
    ...enErrorsFiles,
  },
};

export const catalogues: Readonly<Record<Locale, Readonly<Record<Namespace, Catalogue>>>> = { ru, kk, en };
