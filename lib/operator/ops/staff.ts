import { audit, type Ctx } from "@/lib/audit";
import { systemClock } from "@/lib/config";
import { type Tx, withSystem } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import { nextStatus, type RegisterEvent } from "../core/status";
import type { BlockRegister } from "../input";
import { type AnyRegister, holdAnyRegister, writeState } from "../store/register";
import type { OperatorError } from "./error";

/** Whoever of the operator's staff acts; whose register it is, the register says. */
export type StaffCtx = Pick<Ctx, "actor" | "actorName" | "requestId">;

type Step = {
  readonly registerId: number;
  readonly event: RegisterEvent;
  readonly act: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly block?: Omit<BlockRegister, "registerId">;
};

async function move(tx: Tx, ctx: StaffCtx, held: AnyRegister, step: Step): Promise<Result<undefined, OperatorError>> {
  const moved = nextStatus(held.status, step.event);
  if (!moved.ok) return moved;
  const { tenantId } = held;
  const block = step.block ?? null;
  await writeState(tx, tenantId, step.registerId, { status: moved.value, block, now: systemClock.now() });
  const { act, facts } = step;
  await audit(tx, { ...ctx, tenantId, act, subject: `ofd_register:${step.registerId}`, facts });
  return ok(undefined);
}

const staffStep = (ctx: StaffCtx, step: Step): Promise<Result<undefined, OperatorError>> =>
  withSystem(async (tx) => {
    const held = await holdAnyRegister(tx, step.registerId);
    return held ? move(tx, ctx, held, step) : err({ code: "operator.register_unknown" });
  });

/** Blocks a register of any client. It hears 15, or 19 where it was disconnected and speaks 2.0.4, and shows the reason. */
export function blockRegister(ctx: StaffCtx, cmd: BlockRegister): Promise<Result<undefined, OperatorError>> {
  const { registerId, cause, reason } = cmd;
  const facts = { cause, reason };
  return staffStep(ctx, {
    registerId,
    event: "block",
    act: "operator.register_blocked",
    facts,
    block: { cause, reason },
  });
}

/** Lifts a block; what the register could not send meanwhile it sends now. */
export const unblockRegister = (
  ctx: StaffCtx,
  { registerId }: { readonly registerId: number },
): Promise<Result<undefined, OperatorError>> =>
  staffStep(ctx, { registerId, event: "unblock", act: "operator.register_unblocked", facts: {} });

/** Takes a register off the books for good: it hears 18 where it speaks 2.0.4, 15 otherwise. Its numbers may work elsewhere. */
export const deregister = (
  ctx: StaffCtx,
  { registerId, reason }: { readonly registerId: number; readonly reason: string },
): Promise<Result<undefined, OperatorError>> =>
  staffStep(ctx, { registerId, event: "deregister", act: "operator.register_deregistered", facts: { reason } });
