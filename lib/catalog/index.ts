export { VAT_KINDS, type VatKind, vatCode } from "./core/vat";
export type { CatalogError } from "./errors";
export { archiveGood } from "./ops/archive-good";
export { createGood } from "./ops/create-good";
export { confirmImport, readImport } from "./ops/import-goods";
export { updateGood } from "./ops/update-good";
export {
  GOOD_SORTS,
  type GoodFilter,
  type GoodList,
  type GoodSort,
  good,
  goodExport,
  goodGroups,
  goodList,
  goodsForTill,
  type TillGood,
} from "./queries/goods";
export { type ImportPreview, importPreview } from "./queries/import";
export type { Good } from "./store/good";
