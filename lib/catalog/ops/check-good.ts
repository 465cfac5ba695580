import type { Tx } from "@/lib/db";
import { unit, vatRates } from "@/lib/directory";
import { err, ok, type Result } from "@/lib/kernel";
import type { GoodFields } from "../core/good-fields";
import { type VatKind, vatCode } from "../core/vat";
import type { CatalogError } from "../errors";
import { goodByBarcode, goodByPlu } from "../store/good";

/**
 * Checks a good against the directories and the tenant's other goods. A rate that ended may stay on a good that had it, so
 * that its name can be mended; it cannot be chosen anew.
 */
export async function checkGood(
  tx: Tx,
  at: { tenantId: string; now: Date; goodId: string; vatBefore: VatKind | null },
  { barcode, plu, unitCode, vatKind }: Pick<GoodFields, "barcode" | "plu" | "unitCode" | "vatKind">,
): Promise<Result<true, CatalogError>> {
  if (unit(unitCode) === null) return err({ code: "catalog.unit_unknown" });
  const offered = vatRates(at.now).some(({ code }) => code === vatCode(vatKind));
  if (!offered && vatKind !== at.vatBefore) return err({ code: "catalog.vat_unknown" });
  const other = barcode === null ? null : await goodByBarcode(tx, at.tenantId, barcode);
  if (other && other.id !== at.goodId) return err({ code: "catalog.barcode_taken", name: other.name });
  const weighed = plu === null ? null : await goodByPlu(tx, at.tenantId, plu);
  return weighed && weighed.id !== at.goodId ? err({ code: "catalog.plu_taken", name: weighed.name }) : ok(true);
}

/** Runs a write again when another one took the same code in between: the second look names its good. */
export async function settledByBarcode<T>(work: () => Promise<T>, lost: (thrown: unknown) => boolean): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!lost(thrown)) throw thrown;
    return work();
  }
}
