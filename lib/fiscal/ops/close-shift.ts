import type { Ctx } from "@/lib/audit";
import { err, ok, type Result } from "@/lib/kernel";
import { decideCashPlacement } from "../core/decide-cash-placement";
import { decideCloseShift } from "../core/decide-close-shift";
import type { ShiftError } from "../core/error";
import { openShiftOf, type RegisterState } from "../core/register";
import { canReport } from "../core/shift";
import type { FiscalError } from "../error";
import type { CloseShift } from "../input";
import type { DocumentStatus } from "../store/port";
import type { FiscalDeps } from "./deps";
import { issueDocument, scopeOf } from "./issue";

/** The key of the withdrawal that a closing makes first. */
export const cashKeyOf = (key: string): string => `${key}:cash`;

/** A closing is of one shift: where another one is open by now, it was closed meanwhile. */
function isStillOpen(state: RegisterState, shiftId: string | null): Result<true, ShiftError> {
  const shift = canReport(state);
  if (!shift.ok) return shift;
  return shift.value.id === shiftId ? ok(true) : err({ code: "fiscal.shift_not_open" });
}

/** Takes all cash out of the drawer of an open shift, where the owner wants that at its end. Anything else is refused. */
const withdrawAll =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key }: CloseShift, shiftId: string | null): Promise<Result<DocumentStatus, FiscalError>> =>
    issueDocument(deps, ctx, {
      registerId,
      key: cashKeyOf(key),
      input: { act: "withdraw_all" },
      evenIfBlocked: false,
      decide(situation, who, { settings }, supplies) {
        const open = isStillOpen(situation.state, shiftId);
        if (!open.ok) return open;
        if (!settings.withdrawOnClose) return err({ code: "fiscal.sum_zero" });
        const sumTiyn = situation.state.counters.cashTiyn;
        return decideCashPlacement(situation, { direction: "withdrawal", sumTiyn, comment: null }, who, supplies);
      },
    });

/**
 * Closes the shift with a Z-report: also one that is too long, and on a register that may not sell. Where the owner set it, the
 * cash is withdrawn first by a document of its own, so that the Z already holds it; what cannot be withdrawn stays in the drawer
 * and does not keep the shift open. It closes the shift named, or the one that is open when it is asked, and never the one after:
 * that shift's cash stays where it is too.
 */
export const closeShift =
  (deps: FiscalDeps) =>
  async (
    ctx: Ctx,
    { registerId, key, shiftId: named }: CloseShift & { readonly shiftId?: string },
  ): Promise<Result<DocumentStatus, FiscalError>> => {
    const reading = await deps.store.read(ctx.tenantId, registerId, { scope: scopeOf(registerId), key });
    const shiftId = named ?? (reading && openShiftOf(reading.situation.state)?.id) ?? null;
    if (!reading?.known) await withdrawAll(deps)(ctx, { registerId, key }, shiftId);
    return issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "close_shift" },
      evenIfBlocked: true,
      decide(situation, who, _facts, supplies) {
        const open = isStillOpen(situation.state, shiftId);
        return open.ok ? decideCloseShift(situation, who, supplies) : open;
      },
    });
  };
