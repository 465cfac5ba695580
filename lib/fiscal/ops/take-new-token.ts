import type { Ctx } from "@/lib/audit";
import { err, limits, ok, type Result } from "@/lib/kernel";
import { registerCan } from "@/lib/registers";
import { unsentCount } from "../core/register";
import type { FiscalError } from "../error";
import type { TakeNewToken } from "../input";
import type { FiscalDeps } from "./deps";
import { readRegister } from "./issue";
import { infoJob } from "./send";

/** The last two digits: all of a token that may be shown. */
const tailOf = (token: string): string => token.slice(-2);

/**
 * Takes a fresh token from the operator's cabinet and lifts the block of that cause. While a frame is out it goes first with the
 * token it was sealed with; the fresh one counts after the operator refused that (ofd-protocol §10 row 6).
 */
export const takeNewToken =
  (deps: FiscalDeps) =>
  async (ctx: Ctx, { registerId, ofdToken }: TakeNewToken): Promise<Result<{ tail: string }, FiscalError>> => {
    const { tenantId } = ctx;
    for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
      const facts = await deps.facts(tenantId, registerId, null);
      if (!facts) return err({ code: "fiscal.register_not_found" });
      if (!registerCan.takeNewToken(facts.guard).ok)
        return err({ code: "registers.not_active", status: facts.guard.status });
      const reading = await readRegister(deps, tenantId, registerId, facts);
      if (!reading) return err({ code: "fiscal.register_not_found" });
      const { state, version } = reading.situation;
      const cipher = deps.tokens.close(tenantId, registerId, Number(ofdToken));
      const { wire } = state;
      const next = wire.pending ? { ...wire, freshTokenCipher: cipher } : { ...wire, tokenCipher: cipher };
      const jobs = wire.pending ? [] : [infoJob(tenantId, registerId)];
      const written = await deps.store.commit(tenantId, registerId, {
        version,
        next: { ...state, wire: next },
        // A restored register is compared anew, with the token that the operator knows.
        lift: state.reconcile ? ["token", "data"] : ["token"],
        jobs,
        audit: [
          {
            ...{ actor: ctx.actor, act: "fiscal.token_taken", subject: `register:${registerId}` },
            ...{ facts: { tail: tailOf(ofdToken) }, requestId: ctx.requestId },
          },
        ],
        due: { do: state.reconcile || unsentCount(state) > 0 ? "now" : "keep" },
      });
      if (written.outcome === "done") return ok({ tail: tailOf(ofdToken) });
    }
    return err({ code: "fiscal.busy" });
  };
