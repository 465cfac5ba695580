import { audit, type Ctx } from "@/lib/audit";
import { systemClock, systemRandomness } from "@/lib/config";
import { type Tx, withTenant } from "@/lib/db";
import { addMonths, type Day, dayOf, err, newId, ok, present, type Result } from "@/lib/kernel";
import { nextStatus } from "../core/status";
import { tariffOf } from "../core/tariffs";
import type { ChooseTariff } from "../input";
import { insertCharge } from "../store/account";
import { holdOwnRegister, writeTariff } from "../store/register";
import type { OperatorError } from "./error";

/** A month is paid for after it is over: by the 25th of the next one. */
const dueDay = (day: Day): Day => `${addMonths(day, 1).slice(0, 8)}25` as Day; // cast: a day of a month that has 25 days

/** Puts the first month on the personal account. The key makes a repetition add nothing. */
async function chargeMonth(tx: Tx, { tenantId }: Ctx, registerId: number, tariffCode: string): Promise<void> {
  const { priceTiyn, code } = present(tariffOf(tariffCode), "the tariff is in the list");
  const at = systemClock.now();
  const today = dayOf(at);
  const period = today.slice(0, 7).replace("-", "");
  await insertCharge(tx, {
    ...{ tenantId, id: newId(systemClock, systemRandomness), key: `month/${registerId}/${period}` },
    ...{ amountTiyn: priceTiyn, period, comment: code, registerId, at },
    dueOn: new Date(`${dueDay(today)}T00:00:00Z`),
  });
}

/** Turns a register's tariff on, after which it may get a token. */
export async function chooseTariff(ctx: Ctx, cmd: ChooseTariff): Promise<Result<undefined, OperatorError>> {
  const { tenantId } = ctx;
  const { registerId, tariffCode } = cmd;
  return withTenant(tenantId, async (tx): Promise<Result<undefined, OperatorError>> => {
    const held = await holdOwnRegister(tx, tenantId, registerId);
    if (!held) return err({ code: "operator.register_unknown" });
    const moved = nextStatus(held.status, "choose_tariff");
    if (!moved.ok) return moved;
    await writeTariff(tx, tenantId, registerId, { status: moved.value, tariffCode, now: systemClock.now() });
    await chargeMonth(tx, ctx, registerId, tariffCode);
    const facts = { tariff: tariffCode };
    await audit(tx, { ...ctx, act: "operator.tariff_chosen", subject: `ofd_register:${registerId}`, facts });
    return ok(undefined);
  });
}
