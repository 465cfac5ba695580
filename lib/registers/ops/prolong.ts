import { type Actor, audit, type Ctx } from "@/lib/audit";
import { charge, tariff } from "@/lib/billing";
import { type Tx, withTenant } from "@/lib/db";
import { dayOf, err, ok, present, type Result } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { registerCan } from "../core/guards";
import { nextPeriod } from "../core/period";
import { registersDeps } from "../deps";
import type { RegistersError } from "../errors";
import type { Prolong } from "../input";
import { liftBlock } from "../store/blocks";
import { changeRegister, lockRegister, type StoredRegister } from "../store/register";

type Prolonged = { readonly registerId: string; readonly paidUntil: Date };

/** Who charges, as audit keeps it. */
type By = { readonly actor: Actor; readonly requestId?: string };

/** A suspended organisation is sold nothing until it works again: its months are neither offered nor taken. */
export const isServed = async (tx: Tx, tenantId: string): Promise<boolean> =>
  (await organizationProfile(tx, tenantId))?.status === "active";

/**
 * Charges one more month of a locked register and moves the end of its period. The key names the period that ends, so the
 * same month is never charged twice, whoever asks: the owner, the nightly job, or both at once.
 */
export async function chargeMonth(
  tx: Tx,
  by: By,
  register: StoredRegister,
  now: Date,
): Promise<Result<Prolonged, RegistersError>> {
  const { tenantId, id: registerId } = register;
  const paidUntil = present(register.paidUntil, "an active register has a paid period");
  const period = nextPeriod({ since: register.paidSince ?? paidUntil, until: paidUntil }, now);
  const chosen = present(tariff(register.tariffCode, dayOf(now)), "a register has its tariff");
  const charged = await charge(tx, {
    ...{ tenantId, kind: "subscription", amountTiyn: chosen.priceTiyn },
    key: `register:${registerId}:after:${paidUntil.toISOString()}`,
    comment: { code: "prolong", tariff: chosen.name.ru, register: register.factoryNumber },
  });
  if (!charged.ok) return charged;
  await changeRegister(tx, register, { paidSince: period.since, paidUntil: period.until });
  await liftBlock(tx, tenantId, registerId, "billing");
  const facts = { chargedTiyn: chosen.priceTiyn.toString(), paidUntil: period.until.toISOString() };
  await audit(tx, { ...by, tenantId, act: "registers.prolonged", subject: `register:${registerId}`, facts });
  return ok({ registerId, paidUntil: period.until });
}

/**
 * «Продлить»: charges the next month at once. A second click names a period that is already over and charges nothing; it
 * hears the true end.
 */
export function prolongRegister(
  ctx: Ctx,
  cmd: Prolong,
  { clock } = registersDeps,
): Promise<Result<Prolonged, RegistersError>> {
  const { tenantId } = ctx;
  return withTenant(tenantId, async (tx): Promise<Result<Prolonged, RegistersError>> => {
    const register = await lockRegister(tx, tenantId, cmd.registerId);
    if (!register) return err({ code: "not_found" });
    const allowed = registerCan.prolong(register);
    if (!allowed.ok) return allowed;
    if (!(await isServed(tx, tenantId))) return err({ code: "registers.organization_suspended" });
    const paidUntil = present(register.paidUntil, "an active register has a paid period");
    if (paidUntil.getTime() !== new Date(cmd.paidUntil).getTime()) return ok({ registerId: register.id, paidUntil });
    return chargeMonth(tx, ctx, register, clock.now());
  });
}
