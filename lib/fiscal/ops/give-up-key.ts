import type { Ctx } from "@/lib/audit";
import { err, limits, ok, type Result } from "@/lib/kernel";
import { registerCan } from "@/lib/registers";
import type { FiscalError } from "../error";
import type { SaleKey } from "../input";
import { GIVEN_UP } from "../store/port";
import type { FiscalDeps } from "./deps";
import { admit, readRegister, scopeOf, turnOf } from "./issue";

/**
 * Gives up the key of a document that nobody answered for: from then on it makes nothing, however late a request with it comes.
 * Answers the id of the document where the key was quicker and made one; null where it made none and never will.
 */
export const giveUpKey =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key }: SaleKey): Promise<Result<string | null, FiscalError>> =>
    // In the turn of the register: a sale that is being made in this process is waited for, not raced.
    deps.inTurn(turnOf(ctx.tenantId, registerId), async () => {
      const caller = { scope: scopeOf(registerId), key };
      for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
        const admitted = await admit(deps, ctx, registerId);
        if (!admitted.ok) return admitted;
        const { guard } = admitted.value;
        const reading = await readRegister(deps, ctx.tenantId, registerId, admitted.value, caller);
        if (!reading) {
          const may = registerCan.sell(guard, new Date(0));
          return may.ok ? err({ code: "fiscal.register_not_found" }) : may;
        }
        const { known, situation } = reading;
        if (known) return ok(known.documentId === GIVEN_UP.documentId ? null : known.documentId);
        // A step like any other: whoever decided a sale at this version writes nothing, reads again, and finds the key given up.
        const written = await deps.store.commit(ctx.tenantId, registerId, {
          version: situation.version,
          next: situation.state,
          givesUp: caller,
          audit: [
            {
              ...{ actor: ctx.actor, act: "fiscal.key_given_up", subject: `register:${registerId}` },
              ...{ facts: { key }, requestId: ctx.requestId },
            },
          ],
          due: { do: "keep" },
        });
        if (written.outcome === "done") return ok(null);
      }
      return err({ code: "fiscal.busy" });
    });
