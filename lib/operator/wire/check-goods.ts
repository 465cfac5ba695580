import type { Commodity } from "@/lib/cpcr";
import { unitCodes } from "@/lib/directory";
import { isPrintable, limits, readBarcode } from "@/lib/kernel";
import type { RefusalReason } from "../core/refusal";

/** The sign between the parts of a marking code is the only one that may stand there and is not printed. */
const GROUP_SEPARATOR = String.fromCharCode(0x1d);

/** One directory writes `006` what another writes `6`. */
const bare = (code: string): string => code.replace(/^0+(?=.)/, "");
let known: ReadonlySet<string> | undefined;
const isUnit = (code: string): boolean => {
  known ??= new Set([...unitCodes(), "000"].map(bare));
  return known.has(bare(code));
};

type Goods = Pick<
  Commodity,
  "name" | "section_code" | "measure_unit_code" | "barcode" | "ntin" | "product_id" | "list_excise_stamp" | "price"
>;

/** What is wrong with goods by themselves: lengths, signs that no paper can carry, units and codes that there are not. */
export function goodsFault(goods: Goods): RefusalReason | null {
  const {
    name = "",
    section_code: section,
    measure_unit_code: unit = "",
    barcode,
    ntin = "",
    product_id: id = "",
  } = goods;
  const marks = (goods.list_excise_stamp ?? []).map((mark) => mark.replaceAll(GROUP_SEPARATOR, ""));
  if (name.length > limits.nameLengthMax) return "name";
  if ([section, unit, id, ntin, ...marks].some((text) => text.length > limits.codeLengthMax)) return "line_shape";
  if (![name, section, unit, id, ntin, ...marks].every(isPrintable)) return "characters";
  if (goods.price === 0n) return "price";
  if (!isUnit(unit)) return "unit";
  return barcode && !readBarcode(barcode).ok ? "barcode" : null;
}
