import { type Ctx, SYSTEM_ACTOR } from "@/lib/audit";
import { errorFacts } from "@/lib/config";
import { isDueToClose } from "../core/auto-close";
import type { OpenShift } from "../store/due";
import { closeShift } from "./close-shift";
import type { FiscalDeps } from "./deps";

/** What closing by the clock needs to know of open shifts. */
export type Clock = {
  now(): Promise<Date>;
  /** Open shifts of registers whose owner set a time, of all organisations. */
  openShifts(): Promise<readonly OpenShift[]>;
  /** Who worked last at a register. */
  lastCashierName(tenantId: string, registerId: string): Promise<string>;
};

/** Registers that are closed at the same time: one whose operator is silent keeps the others waiting no longer than it must. */
const AT_ONCE = 8;

async function closeOne(
  deps: FiscalDeps,
  clock: Clock,
  { tenantId, registerId, shiftId }: OpenShift,
): Promise<boolean> {
  try {
    const actorName = await clock.lastCashierName(tenantId, registerId);
    const ctx: Ctx = { tenantId, actor: SYSTEM_ACTOR, actorName, requestId: `auto-close:${shiftId}` };
    const made = await closeShift(deps)(ctx, { registerId, shiftId, key: `auto-close:${shiftId}` });
    if (!made.ok) deps.log("warn", "fiscal.not_closed_by_clock", { registerId, code: made.error.code });
    return made.ok;
  } catch (error) {
    // One register's trouble is not the others'; the next minute tries again.
    deps.log("error", "fiscal.not_closed_by_clock", { registerId, ...errorFacts(error) });
    return false;
  }
}

/**
 * Closes shifts whose owner set a time and whose time has come. The key is the shift's own, so two workers, or one that comes
 * again, make one Z-report; a shift that was closed meanwhile is left alone. The paper carries the name of who worked last.
 */
export const closeByClock =
  (deps: FiscalDeps, clock: Clock) =>
  async (signal: AbortSignal): Promise<number> => {
    const now = await clock.now();
    const open = await clock.openShifts();
    const due = open.filter(({ openedAt, autoCloseAt }) => isDueToClose(openedAt, autoCloseAt, now));
    let closed = 0;
    for (let first = 0; first < due.length && !signal.aborted; first += AT_ONCE) {
      const made = await Promise.all(due.slice(first, first + AT_ONCE).map((shift) => closeOne(deps, clock, shift)));
      closed += made.filter(Boolean).length;
    }
    return closed;
  };
