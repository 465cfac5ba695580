import { parentPort } from "node:worker_threads";
import { wrapped } from "./planted/store";
import { type Outcome, runSchedule } from "./schedule";

/** What a hand of the crew is told to run: seeds, with the lines of what happened or without, and a bug in the store, if any. */
export type Errand = { readonly seeds: readonly number[]; readonly trace: boolean; readonly plant: string | null };

/** Runs schedules in a thread of its own. A bundle of this file may carry a planted bug. */
parentPort?.on("message", async ({ seeds, trace, plant }: Errand) => {
  const outcomes: Outcome[] = [];
  for (const seed of seeds) outcomes.push(await runSchedule(seed, { trace, ...wrapped(plant) }));
  parentPort?.postMessage(outcomes);
});
