import type { CpcrResponse, CpcrVersion, NomenclatureElement, NomenclatureRequest } from "@/lib/cpcr";
import type { Tx } from "@/lib/db";
import { ZERO_TIYN } from "@/lib/kernel";
import { type CatalogueEntry, catalogueVersion, entriesAfter, entryByCode } from "../store/catalogue";

/** Entries of one answer, unless a single version has more: a register asks again until it has the latest. */
const PAGE_ENTRIES = 500;

type Told = NonNullable<CpcrResponse["nomenclature"]>;

/** 2.0.2 cannot leave the prices out; the catalogue has none. */
const noPrices = (version: CpcrVersion) =>
  version === 202 ? { purchase_price: ZERO_TIYN, sell_price: ZERO_TIYN } : {};

function elementOf({ id, parentId, title, titleKk, goods }: CatalogueEntry, version: CpcrVersion): NomenclatureElement {
  const common = { id, title, title_kk: titleKk, ...(parentId === null ? {} : { parent_group_id: parentId }) };
  if (!goods) return { ...common, type: "GROUP" };
  return {
    ...common,
    type: "ITEM",
    item: {
      ...noPrices(version),
      ...(goods.barcode === null ? {} : { barcode: goods.barcode }),
      ...{ ntin: goods.ntin, measure_count: 1000, measure_title: goods.unitTitle, measure_unit_code: goods.unitCode },
      ...{ measure_fractional: goods.unitFractional, is_markedeac: goods.marked, is_social: goods.social },
    },
  };
}

/** The next entries after a version, ending where a version ends, so that the last one's number says what the register has. */
async function pageAfter(tx: Tx, from: number): Promise<CatalogueEntry[]> {
  const entries = await entriesAfter(tx, from, PAGE_ENTRIES);
  const last = entries.at(-1);
  if (entries.length < PAGE_ENTRIES || !last) return entries;
  const whole = entries.filter(({ version }) => version < last.version);
  if (whole.length > 0) return whole;
  return (await entriesAfter(tx, from, Number.MAX_SAFE_INTEGER)).filter(({ version }) => version === last.version);
}

/** Answers NOMENCLATURE: what a code means, or what changed after a version. Null: there are no such goods. */
export async function askCatalogue(tx: Tx, asked: NomenclatureRequest, version: CpcrVersion): Promise<Told | null> {
  const latest = await catalogueVersion(tx);
  if (asked.barcode) {
    const entry = await entryByCode(tx, asked.barcode);
    return entry && { version: latest, result: "NOMENCLATURE_RESULT_OK", elements: [elementOf(entry, version)] };
  }
  const has = asked.current_version ?? 0;
  if (has > latest) return { version: latest, result: "NOMENCLATURE_RESULT_NO_VERSION" };
  const page = await pageAfter(tx, has);
  const last = page.at(-1);
  if (!last) return { version: latest, result: "NOMENCLATURE_RESULT_VERSION_IS_ACTUAL" };
  const elements = page.map((entry) => elementOf(entry, version));
  return { version: last.version, result: "NOMENCLATURE_RESULT_OK", elements };
}
