import type { Ctx } from "@/lib/audit";
import { err, limits, ok, type Result } from "@/lib/kernel";
import { fiscalNow } from "../core/accept";
import { canOpen, shiftFor } from "../core/shift";
import type { FiscalError } from "../error";
import type { RegisterChoice } from "../input";
import type { FiscalDeps } from "./deps";
import { admit, canSell, readRegister, turnOf } from "./issue";

/** «Открыть смену»: does early what the first document would do. Takes no number and tells the operator nothing. */
export const openShift =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId }: RegisterChoice): Promise<Result<{ shiftNumber: number }, FiscalError>> =>
    deps.inTurn(turnOf(ctx.tenantId, registerId), async () => {
      for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
        const admitted = await admit(deps, ctx, registerId);
        if (!admitted.ok) return admitted;
        const reading = await readRegister(deps, ctx.tenantId, registerId, admitted.value);
        if (!reading) return err({ code: "fiscal.register_not_found" });
        const { situation } = reading;
        const may = canSell(admitted.value, reading, situation.now);
        if (!may.ok) return may;
        const free = canOpen(situation.state);
        if (!free.ok) return free;
        const shift = shiftFor(situation.state, fiscalNow(situation), deps.newId());
        const written = await deps.store.commit(ctx.tenantId, registerId, {
          version: situation.version,
          next: { ...situation.state, shift },
          audit: [
            {
              ...{ actor: ctx.actor, act: "fiscal.shift_opened", subject: `register:${registerId}` },
              ...{ facts: { shift: shift.number }, requestId: ctx.requestId },
            },
          ],
          due: { do: "keep" },
        });
        if (written.outcome === "done") return ok({ shiftNumber: shift.number });
      }
      return err({ code: "fiscal.busy" });
    });
