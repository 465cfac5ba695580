import type { Ctx } from "@/lib/audit";
import { err, type Result } from "@/lib/kernel";
import { decideCashPlacement } from "../core/decide-cash-placement";
import { decideCloseShift } from "../core/decide-close-shift";
import { canReport } from "../core/shift";
import type { FiscalError } from "../error";
import type { CloseShift } from "../input";
import type { DocumentStatus } from "../store/port";
import type { FiscalDeps } from "./deps";
import { issueDocument, scopeOf } from "./issue";

/** The key of the withdrawal that a closing makes first. */
export const cashKeyOf = (key: string): string => `${key}:cash`;

/** Takes all cash out of the drawer of an open shift, where the owner wants that at its end. Anything else is refused. */
const withdrawAll =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key }: CloseShift): Promise<Result<DocumentStatus, FiscalError>> =>
    issueDocument(deps, ctx, {
      registerId,
      key: cashKeyOf(key),
      input: { act: "withdraw_all" },
      evenIfBlocked: false,
      decide(situation, who, { settings }, supplies) {
        const shift = canReport(situation.state);
        if (!shift.ok) return shift;
        if (!settings.withdrawOnClose) return err({ code: "fiscal.sum_zero" });
        const sumTiyn = situation.state.counters.cashTiyn;
        return decideCashPlacement(situation, { direction: "withdrawal", sumTiyn, comment: null }, who, supplies);
      },
    });

/**
 * Closes the shift with a Z-report: also one that is too long, and on a register that may not sell. Where the owner set it, the
 * cash is withdrawn first by a document of its own, so that the Z already holds it; what cannot be withdrawn stays in the drawer
 * and does not keep the shift open. Asked again after it closed one, it takes nothing out of the drawer of the next.
 */
export const closeShift =
  (deps: FiscalDeps) =>
  async (ctx: Ctx, { registerId, key }: CloseShift): Promise<Result<DocumentStatus, FiscalError>> => {
    const reading = await deps.store.read(ctx.tenantId, registerId, { scope: scopeOf(registerId), key });
    if (!reading?.known) await withdrawAll(deps)(ctx, { registerId, key });
    return issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "close_shift" },
      evenIfBlocked: true,
      decide: (situation, who, _facts, supplies) => decideCloseShift(situation, who, supplies),
    });
  };
