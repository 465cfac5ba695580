import { errorFacts } from "@/lib/config";
import type { FiscalDeps } from "./ops/deps";
import { dueRegisters } from "./ops/drain";
import { realDeps } from "./wiring";

/** Registers that one worker serves at the same time. */
const CONCURRENCY = 16;
/** Of those, registers of one operator: the others' places stay free for other operators. */
const SHARE = 12;
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
  const served = new Map<string, number>();
  const placesOf = (operator: string): number => SHARE - (served.get(operator) ?? 0);
  while (!deps.signal.aborted) {
    try {
      const free = CONCURRENCY - working.size;
      const busy = [...served.keys()].filter((operator) => placesOf(operator) <= 0);
      const works = free > 0 ? await dueRegisters(deps, free, { busy, placesOf }) : [];
      for (const { operator, work } of works) {
        served.set(operator, (served.get(operator) ?? 0) + 1);
        const running = work()
          .catch((error: unknown) => deps.log("error", "fiscal.dispatch_failed", errorFacts(error)))
          .finally(() => {
            working.delete(running);
            served.set(operator, (served.get(operator) ?? 1) - 1);
          });
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
