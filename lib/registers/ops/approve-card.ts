import { audit, type Ctx } from "@/lib/audit";
import { charge, tariff } from "@/lib/billing";
import { isUniqueViolation, type Tx, withSystem } from "@/lib/db";
import { enqueue } from "@/lib/jobs";
import { dayOf, err, ok, present, type Result } from "@/lib/kernel";
import { canApprove } from "../core/card";
import { registerCan } from "../core/guards";
import { monthsAfter } from "../core/period";
import { registersDeps } from "../deps";
import type { RegistersError } from "../errors";
import type { Approve } from "../input";
import { insertDecision, lockCard } from "../store/card";
import { changeRegister, ofdRegisterIdTaken, registrationNumberTaken } from "../store/register";
import { tellApproved, tellUnpaid } from "./letters";

type Answer = Result<{ registerId: string }, RegistersError>;

/**
 * Approves a card: the first month is charged and the register becomes active in one transaction, or neither. Of two admins
 * one decides and the other hears who did. When the balance no longer covers the month nothing changes and the owner is told.
 */
export async function approveCard(ctx: Ctx, { cardId, marks }: Approve, { clock } = registersDeps): Promise<Answer> {
  const compared = canApprove(marks);
  if (!compared.ok) return compared;
  try {
    return await withSystem((tx) => approve(tx, ctx, cardId, clock.now()));
  } catch (thrown) {
    // Another register with the same number became active between our look and our write; the look says so now.
    if (!isUniqueViolation(thrown)) throw thrown;
    return withSystem((tx) => approve(tx, ctx, cardId, clock.now()));
  }
}

async function approve(tx: Tx, ctx: Ctx, cardId: string, now: Date): Promise<Answer> {
  const found = await lockCard(tx, cardId);
  if (!found) return err({ code: "not_found" });
  const { register, card, decided } = found;
  const { tenantId, id: registerId } = register;
  if (decided) return err(decided);
  if (register.cardId !== cardId) return err({ code: "registers.card_replaced" });
  const next = registerCan.beApproved(register);
  if (!next.ok) return next;
  if (await registrationNumberTaken(tx, tenantId, registerId, card.registrationNumber))
    return err({ code: "registers.number_taken" });
  if (await ofdRegisterIdTaken(tx, tenantId, registerId, card.ofdRegisterId))
    return err({ code: "registers.ofd_id_taken" });

  const chosen = present(tariff(register.tariffCode, dayOf(now)), "a register has its tariff");
  const charged = await charge(tx, {
    ...{ tenantId, kind: "subscription", amountTiyn: chosen.priceTiyn },
    key: `register:${registerId}:card:${cardId}`,
    comment: { code: "purchase", tariff: chosen.name.ru, register: register.factoryNumber },
  });
  if (!charged.ok) {
    await tellUnpaid(tx, register, charged.error.missingTiyn);
    return err({ code: "registers.approval_unpaid", missingTiyn: charged.error.missingTiyn });
  }
  const paidUntil = monthsAfter(now, 1);
  await insertDecision(tx, {
    ...{ tenantId, cardId, verdict: "approved", decidedAt: now, decidedByName: ctx.actorName },
    decidedBy: present(ctx.actor.id, "a card is decided by an account"),
  });
  const { taxOfficeCode } = card;
  await changeRegister(tx, register, {
    status: next.value,
    activatedAt: now,
    paidSince: now,
    paidUntil,
    taxOfficeCode,
  });
  const facts = { cardId, factoryNumber: register.factoryNumber, chargedTiyn: chosen.priceTiyn.toString() };
  await audit(tx, { ...ctx, tenantId, act: "registers.approved", subject: `register:${registerId}`, facts });
  await enqueue(tx, "fiscal.ask_info", { tenantId, registerId }, { key: `fiscal.ask_info:${registerId}` });
  await tellApproved(tx, { ...register, paidUntil });
  return ok({ registerId });
}
