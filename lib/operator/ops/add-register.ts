import { audit, type Ctx } from "@/lib/audit";
import { systemClock } from "@/lib/config";
import { isUniqueViolation, withTenant } from "@/lib/db";
import { dayOf, err, ok, type Result } from "@/lib/kernel";
import { nextStatus } from "../core/status";
import type { NewRegister } from "../input";
import { insertRegister, nextRegisterId, takenNumber } from "../store/register";
import { hasPoint } from "../store/trading-point";
import type { OperatorError } from "./error";

/**
 * Registers a cash register that the tax office has entered already. Refuses numbers that work elsewhere, so a form sent twice adds
 * one. It sends nothing before a tariff is chosen and a token issued.
 */
export async function addRegister(ctx: Ctx, cmd: NewRegister): Promise<Result<{ id: number }, OperatorError>> {
  const { tenantId } = ctx;
  const { consent: _given, ...register } = cmd;
  const { registrationNumber, factoryNumber, model, tradingPointId } = register;
  const now = systemClock.now();
  try {
    return await withTenant(tenantId, async (tx): Promise<Result<{ id: number }, OperatorError>> => {
      if (!(await hasPoint(tx, tenantId, tradingPointId))) return err({ code: "operator.point_unknown" });
      const taken = await takenNumber(tx, register);
      if (taken) return err({ code: `operator.${taken}_taken` });
      const moved = nextStatus("draft", "register");
      if (!moved.ok) return moved;
      const id = await nextRegisterId(tx);
      const registeredOn = new Date(`${dayOf(now)}T00:00:00Z`);
      await insertRegister(tx, { tenantId, id, ...register, status: moved.value, registeredOn, now });
      const facts = { registrationNumber, factoryNumber, model };
      await audit(tx, { ...ctx, act: "operator.register_added", subject: `ofd_register:${id}`, facts });
      return ok({ id });
    });
  } catch (thrown) {
    // Somebody took one of the numbers between the question and the write.
    if (isUniqueViolation(thrown)) return err({ code: "operator.registration_number_taken" });
    throw thrown;
  }
}
