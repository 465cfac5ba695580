import { vatRates } from "@/lib/directory";
import { VAT_KINDS, type VatKind, vatRateOf } from "./core/kinds";

/** The kinds of VAT that a sale of that moment may have, «Без НДС» first. */
export function vatKindsAt(at: Date): readonly VatKind[] {
  const rates = new Set(vatRates(at).map(({ rateBp }) => rateBp));
  return VAT_KINDS.filter((kind) => rates.has(vatRateOf(kind)));
}
