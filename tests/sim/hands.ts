import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Errand } from "./crew";
import type { Outcome } from "./schedule";

/** Schedules make much that is gone at once. */
const OPTIONS = { execArgv: ["--enable-source-maps"], resourceLimits: { maxYoungGenerationSizeMb: 64 } };

export type Hands = {
  /** Runs the seeds that `next` gives, until it gives none, as many at a time as there are cores. */
  run(next: () => number | null, onOutcome: (outcome: Outcome) => void, rest?: Partial<Errand>): Promise<void>;
  end(): Promise<void>;
};

/** Threads that run schedules, so many at a time before they tell. */
export function hire(crewFile: string, chunk: number, count = Math.max(1, Math.min(2, availableParallelism()))): Hands {
  const workers = Array.from({ length: count }, () => new Worker(crewFile, OPTIONS));
  const one = (worker: Worker, errand: Errand): Promise<readonly Outcome[]> =>
    new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", (outcomes: readonly Outcome[]) => {
        worker.off("error", reject);
        resolve(outcomes);
      });
      worker.postMessage(errand);
    });
  return {
    async run(next, onOutcome, rest = {}) {
      const work = async (worker: Worker) => {
        for (;;) {
          const seeds: number[] = [];
          for (let seed = next(); seed !== null; seed = seeds.length < chunk ? next() : null) seeds.push(seed);
          if (seeds.length === 0) return;
          for (const outcome of await one(worker, { trace: false, plant: null, ...rest, seeds })) onOutcome(outcome);
        }
      };
      await Promise.all(workers.map(work));
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
