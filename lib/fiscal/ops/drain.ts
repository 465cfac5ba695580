import type { Lease } from "../store/port";
import type { FiscalDeps } from "./deps";
import { leaseMs, letGo } from "./send";
import { goOffline, takeStep } from "./transmit";

/** After so many documents a register lets the others have their turn. */
const STEPS_PER_LEASE = 50;
/** So many changes in a row are lost to tills that are quicker before the lease counts as gone. */
const LOST_IN_ROW_MAX = 3;

/**
 * Sends the queue of one leased register, strictly in the order of numbers, until it is empty, silent or held. Where the operator is
 * known to be silent nothing is tried, and so nothing is written of a try; one register after another, so that a crowd of them that is
 * due together keeps no sale of others waiting.
 */
export async function drainRegister(deps: FiscalDeps, lease: Lease): Promise<void> {
  if (lease.operator && deps.wire.isSilent?.(lease.operator))
    return deps.inTurn(`silent/${lease.operator}`, () => goOffline(deps, lease));
  let lostInRow = 0;
  for (let step = 0; step < STEPS_PER_LEASE; step++) {
    if (deps.signal.aborted) break;
    const outcome = await takeStep(deps, lease);
    lostInRow = outcome === "lost" ? lostInRow + 1 : 0;
    if (lostInRow >= LOST_IN_ROW_MAX) break;
    if (outcome === "settled" || outcome === "lost") continue;
    if (outcome !== "unanswered") return;
    if (!deps.signal.aborted) return goOffline(deps, lease);
    break;
  }
  // Enough for now, or this worker stops: whoever comes next goes on at once.
  await letGo(deps, lease);
}

/** The work of sending one register's queue, and where it sends. */
export type DueWork = { readonly operator: string; readonly work: () => Promise<void> };

/** A register whose operator has its share already goes back as it was, due at once. */
async function putBack(deps: FiscalDeps, lease: Lease): Promise<void> {
  const reading = await deps.store.read(lease.tenantId, lease.registerId);
  if (reading) await deps.store.release(lease, reading.situation.version, 0);
}

/**
 * Leases the registers that are due; each comes with the work of sending its queue. `placesOf` tells how many more registers of an
 * operator may be served now: one that is slow or dead keeps nobody else waiting.
 */
export async function dueRegisters(
  deps: FiscalDeps,
  howMany: number,
  share: { readonly busy: readonly string[]; placesOf(operator: string): number } = {
    busy: [],
    placesOf: () => howMany,
  },
): Promise<readonly DueWork[]> {
  const leases = await deps.store.takeDue(deps.holder, leaseMs(deps), howMany, share.busy);
  const taken = new Map<string, number>();
  const due: DueWork[] = [];
  for (const lease of leases) {
    const operator = lease.operator ?? "";
    const before = taken.get(operator) ?? 0;
    taken.set(operator, before + 1);
    if (before < share.placesOf(operator)) due.push({ operator, work: () => drainRegister(deps, lease) });
    else await putBack(deps, lease);
  }
  return due;
}
