// Words that people write into tables of goods, in small letters and without signs.

/** What a column of an uploaded table means. */
export const IMPORT_COLUMNS = [
  ...(["name", "barcode", "unit", "vat", "price", "section", "group"] as const),
  ...(["article", "ntin", "plu", "favourite", "marked"] as const),
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Heads that tables of this country carry, in three languages. */
export const HEADS: Readonly<Record<ImportColumn, readonly string[]>> = {
  name: ["название", "наименование", "наименованиетовара", "товар", "атауы", "тауар", "тауаратауы", "name", "good"],
  barcode: ["штрихкод", "штрихкодean", "ean", "ean13", "gtin", "barcode"],
  unit: ["единицаизмерения", "единица", "едизм", "ед", "өлшембірлігі", "өлшем", "unit", "unitofmeasure"],
  vat: ["ндс", "ставкандс", "ққс", "vat"],
  price: ["цена", "ценазаединицу", "ценапродажи", "розничнаяцена", "бағасы", "баға", "бірлікбағасы", "price"],
  section: ["секция", "отдел", "section"],
  group: ["группа", "категория", "топ", "санат", "group", "category"],
  article: ["артикул", "код", "sku", "article"],
  ntin: ["нтин", "ұтин", "ntin", "коднкт"],
  plu: ["кодвесов", "весовойкод", "таразыкоды", "plu"],
  favourite: ["избранное", "таңдаулы", "favourite", "favorite"],
  marked: ["маркировка", "маркированный", "таңбалау", "marked"],
};

export const YES: readonly string[] = ["1", "да", "иә", "yes", "true", "+"];
export const NO: readonly string[] = ["", "0", "нет", "жоқ", "no", "false", "-"];

/** «Без НДС» is another thing than a rate of zero. */
export const WITHOUT_VAT: readonly string[] = ["none", "без", "ққссыз", "novat", "withoutvat"];
/** What stands beside a rate. */
export const VAT_WORDS: readonly string[] = ["ндс", "ққс", "vat"];
