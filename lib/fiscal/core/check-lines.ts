import { err, isPrintable, limits, MONEY_MAX, ok, QUANTITY_MAX, type Result, readBarcode } from "@/lib/kernel";
import type { LineError, LineFault } from "./error";
import { isVatKind, type VatKind } from "./kinds";
import type { LineDraft } from "./receipt";

/** What the shop is allowed to write on a receipt at that moment. */
export type Rules = {
  /** An organisation that pays no VAT sells everything «Без НДС», whatever its catalogue says. */
  readonly vatPayer: boolean;
  readonly vatKindsInForce: ReadonlySet<VatKind>;
  /** Codes of both directories, without leading zeros. */
  readonly unitCodes: ReadonlySet<string>;
};

/** Codes of units are compared so: `006` of one directory is `6` of the other. */
export const unitKey = (code: string): string => code.replace(/^0+(?=.)/, "");

/** The sign between the parts of a marking code; scanners give it, papers leave it out. */
const GROUP_SEPARATOR = String.fromCharCode(0x1d);

function textFault({ name, article, unitCode, sectionCode, marks = [] }: LineDraft): LineFault | null {
  if (name.trim() === "") return "fiscal.name_missing";
  if (name.length > limits.nameLengthMax) return "fiscal.name_too_long";
  if (sectionCode === "" || unitCode === "") return "fiscal.name_missing";
  if ([article ?? "", unitCode, sectionCode, ...marks].some((text) => text.length > limits.codeLengthMax))
    return "fiscal.code_too_long";
  const separated = marks.map((mark) => mark.replaceAll(GROUP_SEPARATOR, ""));
  const texts = [name, article ?? "", unitCode, sectionCode, ...separated];
  return texts.every(isPrintable) && separated.every((mark) => mark.trim() !== "") ? null : "fiscal.line_characters";
}

function codeFault({ barcode, ntin, marks, quantityMilli }: LineDraft): LineFault | null {
  const read = barcode ? readBarcode(barcode) : null;
  if (read && !read.ok) return read.error === "check_digit" ? "fiscal.barcode_digit" : "fiscal.barcode_malformed";
  // A code of the national catalogue is digits; a temporary one may begin with letters.
  if (ntin && !/^[A-Z0-9]{1,20}$/.test(ntin)) return "fiscal.ntin_malformed";
  // One code stands on one unit (protocol 2.0.3: as many codes as units).
  return marks && marks.length > 0 && BigInt(marks.length) * 1000n !== quantityMilli ? "fiscal.marks_count" : null;
}

/** What is wrong with a line by itself, or null. The till, the op and the form's schema ask the same question here. */
export function lineFault(line: LineDraft): LineFault | null {
  const { priceTiyn, quantityMilli, discountTiyn, markupTiyn = 0n } = line;
  if (quantityMilli <= 0n || quantityMilli > QUANTITY_MAX) return "fiscal.quantity_out_of_range";
  if (priceTiyn < 0n || priceTiyn > MONEY_MAX) return "fiscal.price_out_of_range";
  if (discountTiyn < 0n || markupTiyn < 0n) return "fiscal.line_sum_negative";
  if (discountTiyn > MONEY_MAX || markupTiyn > MONEY_MAX) return "fiscal.price_out_of_range";
  if (!isVatKind(line.vatKind)) return "fiscal.vat_unknown";
  return textFault(line) ?? codeFault(line);
}

/** Checks lines against themselves, each other, and what is in force. */
export function checkLines(lines: readonly LineDraft[], rules: Omit<Rules, "vatPayer">): Result<true, LineError> {
  const seen = new Set<string>();
  for (const [index, draft] of lines.entries()) {
    const line = index + 1;
    const fault = lineFault(draft);
    if (fault) return err({ code: fault, line });
    if (!rules.vatKindsInForce.has(draft.vatKind))
      return err({ code: "fiscal.vat_not_in_force", line, rate: draft.vatKind });
    if (!rules.unitCodes.has(unitKey(draft.unitCode))) return err({ code: "fiscal.unit_unknown", line });
    // A line taken off before payment may name the unit that another line sells.
    for (const mark of draft.storno ? [] : (draft.marks ?? [])) {
      if (seen.has(mark)) return err({ code: "fiscal.mark_repeated", line });
      seen.add(mark);
    }
  }
  return ok(true);
}
