import type { Ctx } from "@/lib/audit";
import { err, limits, ok, present, type Result, tiyn } from "@/lib/kernel";
import { takeOut, takeOutOfLife } from "../core/counters";
import { chain } from "../core/journal";
import { openShiftOf, type Pending, type Situation, unsentCount } from "../core/register";
import { INVALID_TOKEN, moveQueue } from "../core/transmission";
import type { FiscalError } from "../error";
import type { SettleHeld } from "../input";
import type { Change, DocumentStatus } from "../store/port";
import type { FiscalDeps } from "./deps";
import { endedBlocks } from "./send";

type Plan = Omit<Change, "version" | "lift" | "audit">;

/**
 * The kept document goes again in a new frame: what was refused was not booked, and an operator may remember a refusal and repeat
 * it to the same request number for ever (ofd-protocol §9 row 3).
 */
function sendAgain({ state }: Situation, pending: Pending): Plan {
  const { wire } = state;
  const due = { do: "now" } as const;
  // With a fresh token typed after code 2 INFO comes first.
  if (pending.code === INVALID_TOKEN && wire.freshTokenCipher) return { next: state, due };
  const tokenCipher = wire.freshTokenCipher ?? wire.tokenCipher;
  return { next: { ...state, wire: { ...wire, tokenCipher, freshTokenCipher: null, pending: null } }, due };
}

/** The kept document leaves all sums and keeps its number. Refused where the books would no longer hold together. */
async function takeBack(
  deps: FiscalDeps,
  tenantId: string,
  { state, now }: Situation,
  pending: Pending,
  { document, issuedAutonomous }: DocumentStatus,
  reason: string,
): Promise<Result<Plan, FiscalError>> {
  if (document.body.kind === "z_report") return err({ code: "fiscal.z_stays" });
  const { returns } = await deps.store.basis(tenantId, { documentId: document.id });
  if (returns.length > 0) return err({ code: "fiscal.return_stands" });
  const running = openShiftOf(state)?.number === document.shiftNumber;
  const counters = running
    ? takeOut(state.counters, document.body, issuedAutonomous)
    : takeOutOfLife(state.counters, document.body);
  if (counters.cashTiyn < 0n)
    return err({
      code: "fiscal.not_enough_cash",
      availableTiyn: state.counters.cashTiyn,
      missingTiyn: tiyn(-counters.cashTiyn),
    });
  const draft = {
    ...{ id: deps.newId(), documentId: document.id, sealId: pending.sealId, kind: "rejected" as const, at: now },
    ...{ code: pending.code, answerText: reason, fiscalSign: null, qrText: null, answer: null },
  };
  const { record, head } = chain(state.journal, "settlement", draft, deps.sha256);
  const moved = { ...moveQueue(state, document.number, false), counters, journal: head };
  return ok({ next: moved, settlement: record, due: { do: unsentCount(moved) > 0 ? "now" : "never" } });
}

/** What an admin's word changes, and whose it is. */
async function plan(
  deps: FiscalDeps,
  tenantId: string,
  { registerId, verdict, reason }: SettleHeld,
  situation: Situation,
): Promise<Result<{ plan: Plan; number: number; subject: string; code: number | null }, FiscalError>> {
  const { state } = situation;
  const { pending } = state.wire;
  // A question was answered so and no document, or the books of a restored register differ: the register is let go.
  if (state.reconcile || !pending) {
    if (verdict === "withdraw") return err({ code: "fiscal.nothing_held" });
    const due = { do: unsentCount(state) > 0 ? "now" : "keep" } as const;
    const next = { ...state, reconcile: false };
    return ok({ plan: { next, due }, number: state.sentNumber, subject: `register:${registerId}`, code: null });
  }
  if (pending.code === null) return err({ code: "fiscal.nothing_held" });
  const stored = await deps.store.document(tenantId, registerId, pending.documentId);
  const status = present(stored, "the document of a held frame is stored");
  const about = {
    ...{ number: status.document.number, subject: `fiscal_document:${status.document.id}`, code: pending.code },
  };
  if (verdict === "resend") return ok({ plan: sendAgain(situation, pending), ...about });
  const taken = await takeBack(deps, tenantId, situation, pending, status, reason);
  return taken.ok ? ok({ plan: taken.value, ...about }) : taken;
}

/**
 * An admin's word about what holds a register (causes data and protocol): its document goes again in a new frame, or is withdrawn. A
 * withdrawn document keeps its number and leaves all sums; the reason is audited. A Z-report is never withdrawn, nor a sale whose
 * return stands.
 */
export const settleHeld =
  (deps: FiscalDeps) =>
  async (ctx: Ctx, cmd: SettleHeld): Promise<Result<{ number: number }, FiscalError>> => {
    const { tenantId } = ctx;
    const { registerId, verdict, reason } = cmd;
    for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
      const reading = await deps.store.read(tenantId, registerId);
      if (!reading) return err({ code: "fiscal.register_not_found" });
      if (!reading.blocks.has("data") && !reading.blocks.has("protocol")) return err({ code: "fiscal.nothing_held" });
      const planned = await plan(deps, tenantId, cmd, reading.situation);
      if (!planned.ok) return planned;
      const { number, subject, code } = planned.value;
      const act = verdict === "withdraw" ? "fiscal.withdrawn" : "fiscal.resent";
      const written = await deps.store.commit(tenantId, registerId, {
        ...planned.value.plan,
        ...{ version: reading.situation.version, calm: ["exchange_broken"] },
        lift: ["data", "protocol", ...endedBlocks(planned.value.plan.next)],
        audit: [{ actor: ctx.actor, act, subject, requestId: ctx.requestId, facts: { number, code, reason } }],
      });
      if (written.outcome === "done") return ok({ number });
    }
    return err({ code: "fiscal.busy" });
  };
