import { audit, type Ctx } from "@/lib/audit";
import { systemClock, systemRandomness } from "@/lib/config";
import { type Tx, withTenant } from "@/lib/db";
import { addMonths, type Day, dayOf, err, newId, ok, present, type Result } from "@/lib/kernel";
import { nextStatus } from "../core/status";
import { tariffOf } from "../core/tariffs";
import type { ChooseTariff } from "../input";
import type { OperatorError } from "./error";
import { holdOwnRegister } from "./hold-register";

/** A month is paid for after it is over: by the 25th of the next one. */
const dueDay = (day: Day): Day => `${addMonths(day, 1).slice(0, 8)}25` as Day; // cast: a day of a month that has 25 days

/** Puts the first month on the personal account. The key makes a repetition add nothing. */
async function chargeMonth(tx: Tx, ctx: Ctx, registerId: number, tariffCode: string): Promise<void> {
  const tariff = present(tariffOf(tariffCode), "the tariff is in the list");
  const now = systemClock.now();
  const today = dayOf(now);
  const period = today.slice(0, 7).replace("-", "");
  await tx.operatorAccountEntry.createMany({
    skipDuplicates: true,
    data: [
      {
        ...{ tenantId: ctx.tenantId, id: newId(systemClock, systemRandomness), key: `month/${registerId}/${period}` },
        ...{ kind: "charge", amountTiyn: tariff.priceTiyn, period, comment: tariff.code, registerId, at: now },
        dueOn: new Date(`${dueDay(today)}T00:00:00Z`),
      },
    ],
  });
}

/** Turns a register's tariff on, after which it may get a token. */
export async function chooseTariff(ctx: Ctx, cmd: ChooseTariff): Promise<Result<undefined, OperatorError>> {
  const { tenantId } = ctx;
  return withTenant(tenantId, async (tx): Promise<Result<undefined, OperatorError>> => {
    const held = await holdOwnRegister(tx, tenantId, cmd.registerId);
    if (!held) return err({ code: "operator.register_unknown" });
    const moved = nextStatus(held.status, "choose_tariff");
    if (!moved.ok) return moved;
    const now = systemClock.now();
    await tx.operatorRegister.update({
      where: { tenantId_id: { tenantId, id: cmd.registerId } },
      data: { status: moved.value, statusAt: now, tariffCode: cmd.tariffCode, tariffChosenAt: now },
    });
    await chargeMonth(tx, ctx, cmd.registerId, cmd.tariffCode);
    const facts = { tariff: cmd.tariffCode };
    await audit(tx, { ...ctx, act: "operator.tariff_chosen", subject: `ofd_register:${cmd.registerId}`, facts });
    return ok(undefined);
  });
}
