import { join } from "node:path";
import type { BootContext } from "@/lib/supervisor/context";
import { bundleCrew } from "../bundle";
import { hire } from "../hands";
import type { Outcome } from "../schedule";
import { PLANTS } from "./plants";

/** A bug that survives so many schedules is not found. */
const SEEDS_MAX = 20_000;

/** `npm run sim:planted`: each of the fourteen bugs must be found. */
export async function plantedMain({ root, screen, argv }: BootContext): Promise<number> {
  let caught = 0;
  const chosen = PLANTS.filter(({ name }) => argv.length === 0 || argv.some((word) => name.includes(word)));
  for (const { name, edits } of chosen) {
    const crewFile = join(root, ".build", "sim-planted.mjs");
    await bundleCrew(root, crewFile, edits);
    const hands = hire(crewFile, 1);
    let found: Outcome | null = null;
    let seed = 0;
    const since = performance.now();
    const next = () => (found || seed >= SEEDS_MAX ? null : ++seed);
    await hands.run(
      next,
      (outcome) => {
        if (outcome.faults.length > 0 && (!found || outcome.seed < found.seed)) found = outcome;
      },
      { plant: name },
    );
    await hands.end();
    const told = found as Outcome | null; // cast: set in the callback
    if (told) caught += 1;
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    screen.say(
      told
        ? `✓ ${name}: seed ${told.seed}, ${told.faults[0]} (${seconds} s)`
        : `✗ ${name}: not found in ${seed} schedules`,
    );
  }
  screen.say(`\n${caught} of ${chosen.length} caught`);
  return caught === chosen.length ? 0 : 1;
}
