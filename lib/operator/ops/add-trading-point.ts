import { audit, type Ctx } from "@/lib/audit";
import { systemClock, systemRandomness } from "@/lib/config";
import { isUniqueViolation, withTenant } from "@/lib/db";
import { err, newId, ok, type Result } from "@/lib/kernel";
import type { NewTradingPoint } from "../input";
import { hasPoint, insertPoint } from "../store/trading-point";
import type { OperatorError } from "./error";

/** Adds a place where registers stand. A form sent twice adds one; a name is used once by a client. */
export async function addTradingPoint(ctx: Ctx, cmd: NewTradingPoint): Promise<Result<{ id: string }, OperatorError>> {
  const { idempotencyKey, ...point } = cmd;
  const id = idempotencyKey ?? newId(systemClock, systemRandomness);
  const { tenantId } = ctx;
  try {
    return await withTenant(tenantId, async (tx) => {
      if (await hasPoint(tx, tenantId, id)) return ok({ id });
      await insertPoint(tx, { tenantId, id, ...point, createdAt: systemClock.now() });
      await audit(tx, { ...ctx, act: "operator.point_added", subject: `point:${id}`, facts: { name: point.name } });
      return ok({ id });
    });
  } catch (thrown) {
    if (isUniqueViolation(thrown)) return err({ code: "operator.point_name_taken" });
    throw thrown;
  }
}
