import { audit, type Ctx } from "@/lib/audit";
import { isUniqueViolation, withTenant } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import { catalogDeps } from "../deps";
import type { CatalogError } from "../errors";
import type { UpdateGood } from "../input";
import { changeGood, findGood } from "../store/good";
import { checkGood, settledByBarcode } from "./check-good";

/** Changes a good, unless someone else changed it since the person saw it. */
export function updateGood(
  ctx: Ctx,
  { goodId, version, ...cmd }: UpdateGood,
  { clock } = catalogDeps,
): Promise<Result<{ id: string }, CatalogError>> {
  const { tenantId } = ctx;
  const write = () =>
    withTenant(tenantId, async (tx): Promise<Result<{ id: string }, CatalogError>> => {
      const now = clock.now();
      const before = await findGood(tx, tenantId, goodId);
      if (!before) return err({ code: "not_found" });
      // In the archive a code is claimed only on return.
      const claimed = before.archivedAt === null ? {} : { barcode: null, plu: null };
      const checked = await checkGood(tx, { tenantId, now, goodId, vatBefore: before.vatKind }, { ...cmd, ...claimed });
      if (!checked.ok) return checked;
      if (!(await changeGood(tx, tenantId, { id: goodId, version }, cmd, now)))
        return err({ code: "catalog.changed_meanwhile" });
      const facts = { name: cmd.name, priceTiyn: cmd.priceTiyn?.toString() ?? null, before: before.name };
      await audit(tx, { ...ctx, act: "catalog.good_changed", subject: `good:${goodId}`, facts });
      return ok({ id: goodId });
    });
  return settledByBarcode(write, isUniqueViolation);
}
