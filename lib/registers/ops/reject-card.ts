import { audit, type Ctx } from "@/lib/audit";
import { withSystem } from "@/lib/db";
import { err, ok, present, type Result } from "@/lib/kernel";
import { registerCan } from "../core/guards";
import { registersDeps } from "../deps";
import type { RegistersError } from "../errors";
import type { Reject } from "../input";
import { insertDecision, lockCard } from "../store/card";
import { changeRegister } from "../store/register";
import { tellRejected } from "./letters";

/** Refuses a card with a reason that the client reads word for word. Nothing is charged, and the same РНМ may come again. */
export function rejectCard(
  ctx: Ctx,
  { cardId, reason }: Reject,
  { clock } = registersDeps,
): Promise<Result<{ registerId: string }, RegistersError>> {
  return withSystem(async (tx): Promise<Result<{ registerId: string }, RegistersError>> => {
    const found = await lockCard(tx, cardId);
    if (!found) return err({ code: "not_found" });
    const { register, decided } = found;
    const { tenantId, id: registerId } = register;
    if (decided) return err(decided);
    if (register.cardId !== cardId) return err({ code: "registers.card_replaced" });
    const next = registerCan.beRejected(register);
    if (!next.ok) return next;
    const now = clock.now();
    await insertDecision(tx, {
      ...{ tenantId, cardId, verdict: "rejected", reason, decidedAt: now, decidedByName: ctx.actorName },
      decidedBy: present(ctx.actor.id, "a card is decided by an account"),
    });
    await changeRegister(tx, register, { status: next.value });
    const facts = { cardId, reason };
    await audit(tx, { ...ctx, tenantId, act: "registers.rejected", subject: `register:${registerId}`, facts });
    await tellRejected(tx, register, reason);
    return ok({ registerId });
  });
}
