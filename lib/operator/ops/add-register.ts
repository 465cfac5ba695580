import { audit, type Ctx } from "@/lib/audit";
import { systemClock } from "@/lib/config";
import { isUniqueViolation, type Tx, withTenant } from "@/lib/db";
import { dayOf, err, ok, present, type Result } from "@/lib/kernel";
import { nextStatus } from "../core/status";
import type { NewRegister } from "../input";
import type { OperatorError } from "./error";

/** The number by which the register is known on the wire: one sequence for the whole operator. */
async function nextRegisterId(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ id: number }[]>`SELECT nextval('operator.register_id_seq')::int AS id`;
  return present(rows[0], "a sequence answers").id;
}

/** Says which of the two numbers another working register holds; the answer looks across clients without naming any. */
async function takenNumber(tx: Tx, cmd: NewRegister): Promise<OperatorError | null> {
  const rows = await tx.$queryRaw<{ taken: string | null }[]>`
    SELECT operator.number_taken(${cmd.registrationNumber}, ${cmd.model}, ${cmd.factoryNumber}) AS taken`;
  const taken = rows[0]?.taken;
  if (taken === "registration_number") return { code: "operator.registration_number_taken" };
  return taken === "factory_number" ? { code: "operator.factory_number_taken" } : null;
}

/**
 * Registers a cash register that the tax office has entered already. Refuses numbers that work elsewhere, so a form sent twice adds
 * one. It sends nothing before a tariff is chosen and a token issued.
 */
export async function addRegister(ctx: Ctx, cmd: NewRegister): Promise<Result<{ id: number }, OperatorError>> {
  const { tenantId } = ctx;
  const { tradingPointId, registrationNumber, name, model, factoryNumber, madeYear } = cmd;
  const now = systemClock.now();
  try {
    return await withTenant(tenantId, async (tx): Promise<Result<{ id: number }, OperatorError>> => {
      const point = await tx.tradingPoint.findUnique({ where: { tenantId_id: { tenantId, id: tradingPointId } } });
      if (!point) return err({ code: "operator.point_unknown" });
      const taken = await takenNumber(tx, cmd);
      if (taken) return err(taken);
      const moved = nextStatus("draft", "register");
      if (!moved.ok) return moved;
      const id = await nextRegisterId(tx);
      await tx.operatorRegister.create({
        data: {
          ...{ tenantId, id, name, model, factoryNumber, madeYear, registrationNumber, tradingPointId },
          ...{ status: moved.value, statusAt: now, consentAt: now, createdAt: now },
          registeredOn: new Date(`${dayOf(now)}T00:00:00Z`),
        },
      });
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
