import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { BootContext } from "@/lib/supervisor/context";
import { bundleCrew } from "./bundle";
import { type Hands, hire } from "./hands";
import { plantedMain } from "./planted/main";
import { type Outcome, runSchedule } from "./schedule";

const YEAR_MS = 365.25 * 86_400_000;
const SHOWN = 20;
const CHUNK = 20;

/** Seeds that once found something, with their stories: they run first, for ever. */
export function keptSeeds(root: string): readonly number[] {
  return readFileSync(join(root, "tests/sim/seeds.txt"), "utf8")
    .split("\n")
    .filter((line) => /^\d/.test(line))
    .map((line) => Number.parseInt(line, 10));
}

/** The sum of many schedules. */
class Tally {
  readonly failed: Outcome[] = [];
  schedules = 0;
  #registerMs = 0;
  #events = 0;
  #documents = 0;

  add(outcome: Outcome): void {
    this.schedules += 1;
    this.#registerMs += outcome.virtualMs * outcome.registers;
    this.#events += outcome.events;
    this.#documents += outcome.documents;
    if (outcome.faults.length > 0) this.failed.push(outcome);
  }

  told(ms: number): string {
    const years = (this.#registerMs / YEAR_MS).toFixed(1);
    const seconds = (ms / 1000).toFixed(1);
    return `${this.schedules} schedules, ${years} register-years, ${this.#documents} documents, ${this.#events} events, ${seconds} s, ${this.failed.length} failed`;
  }
}

/** Seeds one after another: the kept ones, then from one on, until their number or the time is used up. */
function seedsOf(kept: readonly number[], from: number, count: number, untilMs: number): () => number | null {
  let index = 0;
  return () => {
    if (performance.now() > untilMs) return null;
    const next = index < kept.length ? kept[index] : index - kept.length < count ? from + index - kept.length : null;
    index += 1;
    return next ?? null;
  };
}

/** Runs one seed and shows all of it. */
async function one(hands: Hands, seed: number, trace: boolean, say: (text: string) => void): Promise<number> {
  let failed = 0;
  const seeds = [seed];
  await hands.run(
    () => seeds.pop() ?? null,
    (outcome) => {
      for (const line of outcome.lines) say(line);
      for (const fault of outcome.faults) say(`✗ ${fault}`);
      say(`seed ${seed}: trace ${outcome.traceHash}, ${outcome.faults.length === 0 ? "all holds" : "FAILED"}`);
      failed += outcome.faults.length;
    },
    { trace },
  );
  return failed === 0 ? 0 : 1;
}

/** The same schedules on the real store: one after another, the database's fiscal clock is the schedule's. */
async function onPostgres(
  { screen, root }: BootContext,
  from: number,
  count: number,
  { seed, trace }: { readonly seed?: string | undefined; readonly trace: boolean },
): Promise<number> {
  const { startDatabase } = await import("./postgres");
  const database = await startDatabase(root);
  const seeds = seed === undefined ? Array.from({ length: count }, (_, index) => from + index) : [Number(seed)];
  const tally = new Tally();
  try {
    const since = performance.now();
    await screen.step("Simulation on PostgreSQL", async (note) => {
      for (const each of seeds) {
        const outcome = await runSchedule(each, { trace, makeBackend: database.backend });
        await database.clear();
        tally.add(outcome);
        for (const line of outcome.lines) screen.say(line);
        note(`${tally.schedules} of ${seeds.length}, ${tally.failed.length} failed`);
      }
      return tally.told(performance.now() - since);
    });
  } finally {
    await database.stop();
  }
  for (const { seed: bad, faults } of tally.failed)
    screen.say(`✗ seed ${bad}\n    ${faults.slice(0, 5).join("\n    ")}`);
  return tally.failed.length === 0 ? 0 : 1;
}

/** `npm run sim`: schedules from their seeds, each with its own mix of faults. */
export async function main(boot: BootContext): Promise<number> {
  const { screen, root } = boot;
  if (boot.command === "sim:planted") return plantedMain(boot);
  const { values } = parseArgs({
    args: [...boot.argv],
    options: {
      seeds: { type: "string", default: "2000" },
      from: { type: "string", default: "1" },
      seconds: { type: "string" },
      seed: { type: "string" },
      trace: { type: "boolean", default: false },
      report: { type: "string" },
      postgres: { type: "boolean", default: false },
    },
  });
  if (values.postgres) return onPostgres(boot, Number(values.from), Number(values.seed ?? values.seeds), values);
  const crewFile = join(root, ".build", "sim-crew.mjs");
  await bundleCrew(root, crewFile);
  const hands = hire(crewFile, CHUNK, values.seed === undefined ? undefined : 1);
  try {
    if (values.seed !== undefined) return await one(hands, Number(values.seed), values.trace, screen.say);
    const count = Number(values.seeds);
    const kept = keptSeeds(root);
    const since = performance.now();
    const untilMs = values.seconds === undefined ? Number.POSITIVE_INFINITY : since + Number(values.seconds) * 1000;
    const tally = new Tally();
    const work = async (note: (text: string) => void): Promise<string> => {
      await hands.run(seedsOf(kept, Number(values.from), count, untilMs), (outcome) => {
        tally.add(outcome);
        note(`${tally.schedules} of ${count + kept.length}, ${tally.failed.length} failed`);
      });
      return tally.told(performance.now() - since);
    };
    const told = await screen.step("Simulation", work);
    const failed = tally.failed.map(({ seed, faults }) => ({ seed, faults }));
    if (values.report)
      writeFileSync(values.report, JSON.stringify({ told, schedules: tally.schedules, kept: kept.length, failed }));
    for (const { seed, faults } of tally.failed.slice(0, SHOWN))
      screen.say(`✗ seed ${seed}\n    ${faults.slice(0, 5).join("\n    ")}\n    npm run sim -- --seed ${seed} --trace`);
    return tally.failed.length === 0 ? 0 : 1;
  } finally {
    await hands.end();
  }
}
