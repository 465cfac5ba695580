import type { Lease } from "../store/port";
import type { FiscalDeps } from "./deps";
import { leaseMs } from "./send";
import { goOffline, takeStep } from "./transmit";

/** After so many documents a register lets the others have their turn. */
const STEPS_PER_LEASE = 50;

/** Sends the queue of one leased register, strictly in the order of numbers, until it is empty, silent or held. */
export async function drainRegister(deps: FiscalDeps, lease: Lease): Promise<void> {
  for (let step = 0; step < STEPS_PER_LEASE; step++) {
    if (deps.signal.aborted) break;
    const outcome = await takeStep(deps, lease);
    if (outcome === "settled") continue;
    if (outcome !== "unanswered") return;
    if (!deps.signal.aborted) return goOffline(deps, lease);
    break;
  }
  // Enough for now, or this worker stops: whoever comes next goes on at once.
  const reading = await deps.store.read(lease.tenantId, lease.registerId);
  if (reading) await deps.store.release(lease, reading.situation.version, 0);
}

/** Leases the registers that are due; each comes with the work of sending its queue. */
export async function dueRegisters(deps: FiscalDeps, howMany: number): Promise<readonly (() => Promise<void>)[]> {
  const leases = await deps.store.takeDue(deps.holder, leaseMs(deps), howMany);
  return leases.map((lease) => () => drainRegister(deps, lease));
}
