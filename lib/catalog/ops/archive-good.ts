import { audit, type Ctx } from "@/lib/audit";
import { isUniqueViolation, withTenant } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import { catalogDeps } from "../deps";
import type { CatalogError } from "../errors";
import type { ArchiveGood } from "../input";
import { findGood, goodByBarcode, goodByPlu, setArchived } from "../store/good";
import { settledByBarcode } from "./check-good";

/**
 * Puts a good away or brings it back. Put away it is no longer offered at the till and frees its barcode; receipts keep their
 * own copy of what was sold. Coming back it must find its barcode free.
 */
export function archiveGood(
  ctx: Ctx,
  { goodId, archived }: ArchiveGood,
  { clock } = catalogDeps,
): Promise<Result<{ id: string }, CatalogError>> {
  const { tenantId } = ctx;
  const write = () =>
    withTenant(tenantId, async (tx): Promise<Result<{ id: string }, CatalogError>> => {
      const now = clock.now();
      const good = await findGood(tx, tenantId, goodId);
      if (!good) return err({ code: "not_found" });
      if ((good.archivedAt !== null) === archived) return ok({ id: goodId });
      const other = archived || good.barcode === null ? null : await goodByBarcode(tx, tenantId, good.barcode);
      if (other) return err({ code: "catalog.barcode_taken", name: other.name });
      const weighed = archived || good.plu === null ? null : await goodByPlu(tx, tenantId, good.plu);
      if (weighed) return err({ code: "catalog.plu_taken", name: weighed.name });
      await setArchived(tx, tenantId, goodId, archived ? now : null, now);
      const act = archived ? "catalog.good_archived" : "catalog.good_returned";
      await audit(tx, { ...ctx, act, subject: `good:${goodId}`, facts: { name: good.name } });
      return ok({ id: goodId });
    });
  return settledByBarcode(write, isUniqueViolation);
}
