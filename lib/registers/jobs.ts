import { audit, SYSTEM_ACTOR } from "@/lib/audit";
import { balanceTiyn, tariff } from "@/lib/billing";
import { log } from "@/lib/config";
import { type Tx, withSystem } from "@/lib/db";
import type { JobHandlers } from "@/lib/jobs";
import { dayOf, present, tiyn } from "@/lib/kernel";
import { needsProlonging, paymentLapsed } from "./core/guards";
import { registersDeps } from "./deps";
import { tellLapsed, tellMonthDue } from "./ops/letters";
import { chargeMonth, isServed } from "./ops/prolong";
import { addBlock } from "./store/blocks";
import { dueRegisters, lockRegister, type StoredRegister } from "./store/register";

/** How many registers one look takes; the next look goes on after the last of them. */
const BATCH = 200;

export type NightOutcome = "charged" | "unpaid" | "lapsed" | "nothing";

/** The calendar blocks by itself; the stored cause says since when, and lets the owner hear of it once. */
async function lapse(tx: Tx, register: StoredRegister, now: Date): Promise<NightOutcome> {
  const { tenantId, id } = register;
  if (!(await addBlock(tx, tenantId, id, "billing"))) return "nothing";
  await audit(tx, { tenantId, actor: SYSTEM_ACTOR, act: "registers.lapsed", subject: `register:${id}` });
  const chosen = present(tariff(register.tariffCode, dayOf(now)), "a register has its tariff");
  const missing = chosen.priceTiyn - (await balanceTiyn(tx, tenantId));
  await tellLapsed(tx, register, tiyn(missing > 0n ? missing : 0n));
  return "lapsed";
}

/** One register, in a transaction of its own: what fails for one changes nothing for the others. */
const chargeOne = (tenantId: string, registerId: string, now: Date): Promise<NightOutcome> =>
  withSystem(async (tx) => {
    const register = await lockRegister(tx, tenantId, registerId);
    // Looked at again under the lock: the owner may have prolonged it meanwhile.
    if (register?.status !== "active" || !needsProlonging(register, now)) return "nothing";
    if (!(await isServed(tx, tenantId))) return "nothing";
    if (paymentLapsed(register, now)) return lapse(tx, register, now);
    const charged = await chargeMonth(tx, { actor: SYSTEM_ACTOR }, register, now);
    if (charged.ok) return "charged";
    if (charged.error.code === "billing.not_enough") await tellMonthDue(tx, register, charged.error.missingTiyn, now);
    return "unpaid";
  });

/**
 * The nightly charge of registers whose paid month is over. It tries each night through the days of grace; after them the
 * register stands blocked, and only «Продлить» starts it again.
 */
export async function chargeMonths(
  { clock } = registersDeps,
  signal?: AbortSignal,
): Promise<Record<NightOutcome, number>> {
  const now = clock.now();
  const outcomes = { charged: 0, unpaid: 0, lapsed: 0, nothing: 0 };
  let last: string | null = null;
  for (let more = true; more; ) {
    const after: string | null = last;
    const due: readonly { tenantId: string; id: string }[] = await withSystem((tx) =>
      dueRegisters(tx, after, now, BATCH),
    );
    for (const { tenantId, id } of due) {
      if (signal?.aborted) return outcomes;
      outcomes[await chargeOne(tenantId, id, now)]++;
    }
    last = due.at(-1)?.id ?? null;
    more = due.length === BATCH;
  }
  return outcomes;
}

export const registersJobs: JobHandlers = {
  "registers.charge_month": async (_payload, signal) => {
    log("info", "registers.months_charged", await chargeMonths(registersDeps, signal));
  },
};
