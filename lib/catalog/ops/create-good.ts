import { audit, type Ctx } from "@/lib/audit";
import { isUniqueViolation, withTenant } from "@/lib/db";
import { err, newId, ok, type Result } from "@/lib/kernel";
import { catalogDeps } from "../deps";
import type { CatalogError } from "../errors";
import type { CreateGood } from "../input";
import { findGood, type Good, insertGood } from "../store/good";
import { checkGood, settledByBarcode } from "./check-good";

/** What a person said about a good is what is stored. */
const says = (good: Good, cmd: Omit<CreateGood, "idempotencyKey">): boolean =>
  Object.entries(cmd).every(([name, value]) => Reflect.get(good, name) === value);

/** Adds a good. A form sent twice makes one good. */
export function createGood(
  ctx: Ctx,
  { idempotencyKey, ...cmd }: CreateGood,
  { clock, randomness } = catalogDeps,
): Promise<Result<{ id: string }, CatalogError>> {
  const { tenantId } = ctx;
  const id = idempotencyKey?.toLowerCase() ?? newId(clock, randomness);
  const write = () =>
    withTenant(tenantId, async (tx): Promise<Result<{ id: string }, CatalogError>> => {
      const now = clock.now();
      const before = await findGood(tx, tenantId, id);
      if (before) return says(before, cmd) ? ok({ id }) : err({ code: "catalog.already_saved" });
      const checked = await checkGood(tx, { tenantId, now, goodId: id, vatBefore: null }, cmd);
      if (!checked.ok) return checked;
      await insertGood(tx, tenantId, id, cmd, now);
      await audit(tx, { ...ctx, act: "catalog.good_created", subject: `good:${id}`, facts: { name: cmd.name } });
      return ok({ id });
    });
  return settledByBarcode(write, isUniqueViolation);
}
