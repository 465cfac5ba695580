import { err, isPrintable, limits, MONEY_MAX, ok, parseTenge, type Result, type Tiyn, tiyn } from "@/lib/kernel";
import { parseBarcode } from "./barcode";
import type { GoodFields } from "./good-fields";
import { HEADS, IMPORT_COLUMNS, type ImportColumn, NO, VAT_WORDS, WITHOUT_VAT, YES } from "./import-words";
import { isVatKind, type VatKind } from "./vat";

const plain = (head: string): string => head.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Which column stands where. A table without names cannot be read. */
export function readHead(head: readonly string[]): Result<ReadonlyMap<ImportColumn, number>, "no_name"> {
  const places = new Map<ImportColumn, number>();
  head.map(plain).forEach((word, place) => {
    const column = IMPORT_COLUMNS.find((each) => HEADS[each].includes(word));
    if (column && !places.has(column)) places.set(column, place);
  });
  return places.has("name") ? ok(places) : err("no_name");
}

/** What is wrong with a row, at which column. */
export type ImportFault = { readonly column: ImportColumn; readonly code: string };

export type ImportRules = {
  /** Finds the code of a unit by its code, name or short name in any language, small letters. */
  readonly unitOf: (text: string) => string | null;
  readonly vatInForce: ReadonlySet<VatKind>;
  /** What a good gets where the table says nothing about VAT. */
  readonly vatDefault: VatKind;
};

const PIECE = "796";

function vatOf(text: string): VatKind | null {
  const word = plain(text);
  if (WITHOUT_VAT.some((each) => word.startsWith(each))) return "none";
  const rate = VAT_WORDS.reduce((rest, each) => rest.replace(each, ""), word);
  return isVatKind(rate) ? rate : null;
}

/** `250`, `250,50`, `1 250.5 ₸`; empty is a free price. */
function priceOf(text: string): Result<Tiyn | null, string> {
  const typed = text.replace(/[\s\u00a0]|₸|тг\.?|тенге|kzt/giu, "");
  if (typed === "") return ok(null);
  const parsed = parseTenge(typed.replace(".", ","));
  if (!parsed.ok) return err(parsed.error.code);
  if (parsed.value <= 0n) return err("money.not_positive");
  return parsed.value > MONEY_MAX ? err("money.too_large") : ok(tiyn(parsed.value));
}

class RowReader {
  readonly faults: ImportFault[] = [];
  constructor(
    readonly row: readonly string[],
    readonly places: ReadonlyMap<ImportColumn, number>,
  ) {}

  text(column: ImportColumn): string {
    const place = this.places.get(column);
    return place === undefined ? "" : (this.row[place] ?? "").trim();
  }

  fault(column: ImportColumn, code: string): null {
    this.faults.push({ column, code });
    return null;
  }

  words(column: ImportColumn, max: number): string | null {
    const text = this.text(column);
    if (text.length > max) return this.fault(column, "field.too_long");
    if (!isPrintable(text)) return this.fault(column, "field.malformed");
    return text || null;
  }

  digits(column: ImportColumn, pattern: RegExp): string | null {
    const text = this.text(column);
    return text === "" || pattern.test(text) ? text || null : this.fault(column, "field.malformed");
  }

  yes(column: ImportColumn): boolean {
    const word = this.text(column).toLowerCase();
    if (!YES.includes(word) && !NO.includes(word)) this.fault(column, "field.malformed");
    return YES.includes(word);
  }
}

/** Reads one row as a good. All its faults are named at once. */
export function readRow(
  row: readonly string[],
  places: ReadonlyMap<ImportColumn, number>,
  rules: ImportRules,
): Result<GoodFields, readonly ImportFault[]> {
  const reader = new RowReader(row, places);
  const name = reader.words("name", limits.nameLengthMax);
  if (name === null && reader.faults.length === 0) reader.fault("name", "field.required");
  const code = reader.text("barcode");
  const barcode = code === "" ? null : parseBarcode(code);
  if (barcode && !barcode.ok) reader.fault("barcode", barcode.error.code);
  const unit = reader.text("unit");
  const unitCode = unit === "" ? PIECE : rules.unitOf(unit.toLowerCase());
  if (unitCode === null) reader.fault("unit", "catalog.unit_unknown");
  const vatKind = reader.text("vat") === "" ? rules.vatDefault : vatOf(reader.text("vat"));
  if (vatKind === null || !rules.vatInForce.has(vatKind)) reader.fault("vat", "catalog.vat_unknown");
  const price = priceOf(reader.text("price"));
  if (!price.ok) reader.fault("price", price.error);
  const plu = reader.text("plu").padStart(reader.text("plu") ? 5 : 0, "0");
  if (plu && !/^\d{5}$/.test(plu)) reader.fault("plu", "catalog.plu_malformed");
  const rest = {
    sectionCode: reader.digits("section", /^[\p{L}\p{N}._-]{1,20}$/u) ?? "1",
    groupName: reader.words("group", 100),
    favourite: reader.yes("favourite"),
    article: reader.words("article", 100),
    ntin: reader.digits("ntin", /^\d{8,20}$/),
    marked: reader.yes("marked"),
  };
  if (reader.faults.length > 0 || name === null || unitCode === null || vatKind === null || !price.ok)
    return err(reader.faults);
  return ok({
    ...{
      name,
      barcode: barcode?.ok ? barcode.value : null,
      unitCode,
      vatKind,
      priceTiyn: price.value,
      plu: plu || null,
    },
    ...rest,
  });
}

/** A line of an uploaded table as it was read: a good, or what is wrong with it. Lines count from 1, the head included. */
export type ReadLine =
  | { readonly line: number; readonly good: GoodFields }
  | { readonly line: number; readonly name: string; readonly faults: readonly ImportFault[] };

/** Reads all lines below the head. A code that stands in the table twice is the fault of the later line. */
export function readLines(
  table: readonly (readonly string[])[],
  places: ReadonlyMap<ImportColumn, number>,
  rules: ImportRules,
): readonly ReadLine[] {
  const seen = { barcode: new Set<string>(), plu: new Set<string>() };
  return table.slice(1).map((row, index): ReadLine => {
    const line = index + 2;
    const name = row[places.get("name") ?? 0] ?? "";
    const read = readRow(row, places, rules);
    if (!read.ok) return { line, name, faults: read.error };
    const twice = (["barcode", "plu"] as const).filter((column) => {
      const code = read.value[column];
      return code !== null && seen[column].has(code);
    });
    if (twice.length > 0)
      return { line, name, faults: twice.map((column) => ({ column, code: "catalog.import_twice" })) };
    for (const column of ["barcode", "plu"] as const)
      if (read.value[column] !== null) seen[column].add(read.value[column]);
    return { line, good: read.value };
  });
}

const FIELD_OF: Readonly<Record<ImportColumn, keyof GoodFields>> = {
  ...{ name: "name", barcode: "barcode", unit: "unitCode", vat: "vatKind", price: "priceTiyn", section: "sectionCode" },
  ...{ group: "groupName", article: "article", ntin: "ntin", plu: "plu", favourite: "favourite", marked: "marked" },
};

/** What an import does to the goods that exist. */
export type ImportPlan<G extends GoodFields> = {
  readonly fresh: readonly GoodFields[];
  readonly changed: readonly { readonly before: G; readonly after: GoodFields }[];
  readonly same: number;
};

/**
 * Finds for each line the good that it means: by barcode, else by name where one of the two has no barcode. Columns that the table
 * does not have leave a good as it is.
 */
export function planImport<G extends GoodFields>(
  rows: readonly GoodFields[],
  columns: readonly ImportColumn[],
  goods: readonly G[],
): ImportPlan<G> {
  const byBarcode = new Map(goods.flatMap((good) => (good.barcode === null ? [] : [[good.barcode, good] as const])));
  const byName = new Map(goods.map((good) => [good.name.toLowerCase(), good] as const));
  const taken = new Set<G>();
  const fresh: GoodFields[] = [];
  const changed: { before: G; after: GoodFields }[] = [];
  let same = 0;
  const find = (row: GoodFields): G | undefined => {
    const exact = row.barcode === null ? undefined : byBarcode.get(row.barcode);
    const named = byName.get(row.name.toLowerCase());
    const found = exact ?? (named && (named.barcode === null || row.barcode === null) ? named : undefined);
    return found && !taken.has(found) ? found : undefined;
  };
  for (const row of rows) {
    const before = find(row);
    if (!before) {
      fresh.push(row);
      continue;
    }
    taken.add(before);
    const fields = columns.map((column) => FIELD_OF[column]);
    const differs = fields.some((field) => before[field] !== row[field]);
    if (differs)
      changed.push({ before, after: { ...before, ...Object.fromEntries(fields.map((field) => [field, row[field]])) } });
    else same++;
  }
  return { fresh, changed, same };
}
