import type { Ctx } from "@/lib/audit";
import { err, limits, ok, present, type Result, tiyn } from "@/lib/kernel";
import { takeOut, takeOutOfLife } from "../core/counters";
import { chain } from "../core/journal";
import { openShiftOf, unsentCount } from "../core/register";
import { INVALID_TOKEN, moveQueue } from "../core/transmission";
import type { FiscalError } from "../error";
import type { SettleHeld } from "../input";
import type { Change } from "../store/port";
import type { FiscalDeps } from "./deps";

/**
 * An admin's word about the document whose answer holds a register (causes data and protocol): send it again as it is, or withdraw
 * it. A withdrawn document keeps its number and leaves all sums; the reason is audited. A Z-report is never withdrawn.
 */
export const settleHeld =
  (deps: FiscalDeps) =>
  async (ctx: Ctx, { registerId, verdict, reason }: SettleHeld): Promise<Result<{ number: number }, FiscalError>> => {
    const { tenantId } = ctx;
    for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
      const reading = await deps.store.read(tenantId, registerId);
      if (!reading) return err({ code: "fiscal.register_not_found" });
      const { state, version, now } = reading.situation;
      const { pending } = state.wire;
      const isHeld = reading.blocks.has("data") || reading.blocks.has("protocol");
      if (!isHeld) return err({ code: "fiscal.nothing_held" });
      if (!pending) {
        if (verdict === "withdraw") return err({ code: "fiscal.nothing_held" });
        // A question was answered so, and no document: the register is let go.
        const subject = `register:${registerId}`;
        const written = await deps.store.commit(tenantId, registerId, {
          ...{ version, next: state, lift: ["data", "protocol"], due: { do: unsentCount(state) > 0 ? "now" : "keep" } },
          audit: [
            { ...{ actor: ctx.actor, act: "fiscal.resent", subject, requestId: ctx.requestId }, facts: { reason } },
          ],
        });
        if (written.outcome === "done") return ok({ number: state.sentNumber });
        continue;
      }
      if (pending.code === null) return err({ code: "fiscal.nothing_held" });
      const { document, issuedAutonomous } = present(
        await deps.store.document(tenantId, registerId, pending.documentId),
        "the document of a held frame is stored",
      );
      const act = verdict === "withdraw" ? "fiscal.withdrawn" : "fiscal.resent";
      const common = {
        version,
        lift: ["data", "protocol"],
        audit: [
          {
            ...{ actor: ctx.actor, act, subject: `fiscal_document:${document.id}`, requestId: ctx.requestId },
            facts: { number: document.number, code: pending.code, reason },
          },
        ],
      };
      let change: Change;
      if (verdict === "resend") {
        // A frame whose token was refused is of no use: the document gets a new one, with the token that is known now.
        const frame = pending.code === INVALID_TOKEN ? null : { ...pending, code: null };
        const again = { ...state, wire: { ...state.wire, pending: frame } };
        change = { ...common, next: again, due: { do: "now" } };
      } else {
        if (document.body.kind === "z_report") return err({ code: "fiscal.nothing_held" });
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
        const { record, head } = chain(
          state.journal,
          "settlement",
          {
            ...{
              id: deps.newId(),
              documentId: document.id,
              sealId: pending.sealId,
              kind: "rejected" as const,
              at: now,
            },
            ...{ code: pending.code, answerText: reason, fiscalSign: null, qrText: null, answer: null },
          },
          deps.sha256,
        );
        const moved = { ...moveQueue(state, document.number), counters, journal: head };
        const due = { do: unsentCount(moved) > 0 ? "now" : "never" } as const;
        change = { ...common, next: moved, settlement: record, due };
      }
      const written = await deps.store.commit(tenantId, registerId, change);
      if (written.outcome === "done") return ok({ number: document.number });
    }
    return err({ code: "fiscal.busy" });
  };
