import { errorFacts } from "@/lib/config";
import type { FiscalDeps } from "./ops/deps";
import { dueRegisters } from "./ops/drain";
import { realDeps } from "./wiring";

/** Registers that one worker serves at the same time. */
const CONCURRENCY = 8;
/** How often the queue is looked at while nothing is due. */
const LOOK_MS = 500;
/** After a failure of the database. */
const RECOVER_MS = 2_000;

export type Dispatcher = {
  /** Resolves when the last exchange is over, after the signal asked to stop. */
  readonly done: Promise<void>;
};

async function run(deps: FiscalDeps): Promise<void> {
  const working = new Set<Promise<void>>();
  while (!deps.signal.aborted) {
    try {
      const free = CONCURRENCY - working.size;
      const works = free > 0 ? await dueRegisters(deps, free) : [];
      for (const work of works) {
        const running = work()
          .catch((error: unknown) => deps.log("error", "fiscal.dispatch_failed", errorFacts(error)))
          .finally(() => working.delete(running));
        working.add(running);
      }
      if (works.length === 0) await Promise.race([deps.pause(deps.jittered(LOOK_MS)), ...working]);
    } catch (error) {
      deps.log("warn", "fiscal.queue_not_read", errorFacts(error));
      await deps.pause(RECOVER_MS);
    }
  }
  await Promise.all(working);
}

/**
 * Sends what registers have made: leases those that are due, a few at a time, and drains each in order. Any number of workers may
 * run this on one database; a register is served by one of them at a time.
 */
export function startDispatcher({ signal, deps }: { signal: AbortSignal; deps?: FiscalDeps }): Dispatcher {
  return { done: run(deps ?? realDeps(signal)) };
}
