import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { disconnect } from "@/lib/db";
import type { BootContext } from "@/lib/supervisor/context";
import { type Chance, makeChance } from "../simulators/chance";
import { FAULT_CLASSES, type Violation, violationsOf } from "./checker";
import { FAULTS, type KillFault, stopped } from "./faults";
import { openShops, type Shops } from "./shops";
import { SCALED, Stage, TRUE } from "./stage";
import { firstOk, outcomeOf, type Till } from "./till";

/** Runs at the product's own lengths: a process sleeps for a whole minute, six times as long as a lease lasts. */
const TRUE_LENGTH: readonly KillFault[] = [stopped("web"), stopped("worker"), stopped("operator")];
/** Liveness (reliability L1): a queue is empty so long after the fault at the latest. */
const DRAIN_MS = 120_000;
/** How long one till may take to learn what it does not know. */
const RESOLVE_MS = 90_000;
/** After so many runs with violations nothing new is to be learnt. */
const BAD_RUNS_MAX = 3;

type Ran = {
  readonly fault: string;
  readonly seed: number;
  readonly ms: number;
  readonly drainedMs: number | null;
  readonly violations: readonly Violation[];
};

/** The faults of all runs, in an order of chance: each cell comes before any comes again. */
function plan(runs: number, chance: Chance): KillFault[] {
  const planned: KillFault[] = [];
  while (planned.length < runs) planned.push(...chance.shuffled(FAULTS));
  return planned.slice(0, runs);
}

/** One run: tills sell, something breaks, everything is made to run again, and the books are compared. */
async function runOnce(stage: Stage, shops: Shops, fault: KillFault, run: number, seed: number): Promise<Ran> {
  const since = performance.now();
  const chance = makeChance(seed);
  await fault.prepare?.(stage, chance);
  let isOver = false;
  const working = shops.tills.map((till, index) => till.work(run, makeChance(seed + index + 1), () => isOver));
  await pause(chance.between(150, 700));
  await fault.strike(stage, chance);
  await pause(chance.between(150, 700));
  isOver = true;
  const healed = stage.heal();
  await Promise.all(working);
  await healed;
  // Two tills of one register ask again one after the other, as people would.
  for (const till of shops.tills) await till.resolve(chance, RESOLVE_MS);
  const drainedMs = await stage.drained(DRAIN_MS);
  const violations: Violation[] = [];
  if (drainedMs === null) violations.push({ kind: "unsettled", text: "the queues did not come to rest" });
  const deeds = shops.tills.flatMap((till) => till.deeds);
  for (const register of shops.registers) {
    const own = deeds.filter(({ registerId }) => registerId === register.id);
    violations.push(...(await violationsOf(stage.database, register, own)));
  }
  return { fault: fault.name, seed, ms: performance.now() - since, drainedMs, violations };
}

const asText = (_: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);

function keepLog(stage: Stage, shops: Shops, ran: Ran): string {
  const file = join(stage.folder, `tills-${ran.seed}.json`);
  writeFileSync(file, JSON.stringify({ ran, deeds: shops.tills.flatMap((till) => till.deeds) }, asText, 1));
  return stage.folder;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The figures of all runs: per fault, and what the tills heard. */
function tell(say: (text: string) => void, rows: readonly Ran[], tills: readonly Till[], stage: Stage): void {
  const names = [...new Set(rows.map(({ fault }) => fault))].sort();
  say("\n  fault                                     runs  violations  at rest after (median, worst)");
  for (const name of names) {
    const own = rows.filter(({ fault }) => fault === name);
    const rest = own.flatMap(({ drainedMs }) => (drainedMs === null ? [] : [drainedMs])).sort((a, b) => a - b);
    const wrong = own.reduce((sum, { violations }) => sum + violations.length, 0);
    const times = `${seconds(rest[Math.floor(rest.length / 2)] ?? 0)}, ${seconds(rest.at(-1) ?? 0)}`;
    say(`  ${name.padEnd(40)} ${String(own.length).padStart(5)} ${String(wrong).padStart(11)}  ${times}`);
  }
  const deeds = tills.flatMap((till) => till.deeds);
  const count = (said: string): number => deeds.filter((deed) => outcomeOf(deed) === said).length;
  const asked = deeds.filter((deed) => deed.attempts.some(({ said }) => said === "unknown"));
  const autonomous = deeds.filter((deed) => firstOk(deed)?.outcome === "autonomous").length;
  say(
    `\n  documents asked for ${deeds.length}: done ${count("ok")} (autonomous ${autonomous}), refused ${count("fail")}`,
  );
  say(
    `  unknown at first ${asked.length}, all resolved under their keys except ${count("unknown")} refused when asked again`,
  );
  say(
    `  commit answers lost ${stage.line.lost()}, process starts ${[...stage.parts.values()].reduce((sum, part) => sum + part.starts, 0)}`,
  );
  const why = new Map<string, number>();
  for (const { said, why: reason } of deeds.flatMap(({ attempts }) => attempts))
    if (said !== "ok") why.set(`${said} ${reason}`, (why.get(`${said} ${reason}`) ?? 0) + 1);
  say(`  tries without a sale: ${[...why].map(([reason, times]) => `${reason} ${times}`).join(", ")}`);
  const wrong = rows.flatMap(({ violations }) => violations);
  say(`  ${FAULT_CLASSES.map((kind) => `${kind} ${wrong.filter((one) => one.kind === kind).length}`).join(", ")}`);
}

/** The command of `npm run kill`: `-- --runs 200 --seed 1 --true-length 3`. */
export async function main(boot: BootContext): Promise<number> {
  const { values } = parseArgs({
    args: [...boot.argv],
    options: {
      ...{ runs: { type: "string", default: "200" }, seed: { type: "string" }, only: { type: "string" } },
      /** How many runs at the product's own lengths come after the others. */
      "true-length": { type: "string", default: "3" },
    },
  });
  const runs = Number(values.runs);
  const first = Number(values.seed ?? Math.floor(performance.timeOrigin) % 1_000_000_000);
  const chosen = plan(runs * (values.only ? 50 : 1), makeChance(first)).filter(({ name }) =>
    name.includes(values.only ?? ""),
  );
  const long = TRUE_LENGTH.slice(0, Math.min(Number(values["true-length"]), runs));
  const faults = [...chosen.slice(0, runs - long.length), ...long];
  const folder = mkdtempSync(join(tmpdir(), "tiyn-kill-"));
  const rows: Ran[] = [];
  const stage = await boot.screen.step("Database and schema", () => Stage.set(folder, () => undefined));
  let isClean = false;
  try {
    await boot.screen.step("Operator, two workers, two web processes", () => stage.startAll(SCALED));
    let shops = await boot.screen.step("Three registers, four tills", () => openShops(stage));
    const all = [...shops.tills];
    await boot.screen.step(`${faults.length} runs from seed ${first}`, async (note) => {
      const since = performance.now();
      let isAsked = false;
      // Ctrl-C ends it after the run under way, with the figures so far.
      for (const name of ["SIGINT", "SIGTERM"] as const)
        process.once(name, () => {
          isAsked = true;
        });
      for (const [index, fault] of faults.entries()) {
        if (isAsked) break;
        const left =
          index === 0 ? "" : `, about ${seconds(((performance.now() - since) / index) * (faults.length - index))} left`;
        note(`${index + 1} of ${faults.length}${left}: ${fault.name}`);
        if (fault === long[0]) await stage.startAll(TRUE);
        const ran = await runOnce(stage, shops, fault, index + 1, first + index * 100);
        rows.push(ran);
        if (ran.violations.length === 0) continue;
        boot.screen.say(
          `✗ seed ${ran.seed}, ${ran.fault}; logs and the tills' own log stay in ${keepLog(stage, shops, ran)}`,
        );
        for (const { kind, text } of ran.violations.slice(0, 20)) boot.screen.say(`    ${kind}: ${text}`);
        if (rows.filter(({ violations }) => violations.length > 0).length >= BAD_RUNS_MAX) break;
        // What is wrong with these registers stays wrong; the next runs have their own.
        shops = await openShops(stage);
        all.push(...shops.tills);
      }
      return `${rows.length} done`;
    });
    tell(boot.screen.say, rows, all, stage);
    isClean = rows.length === faults.length && rows.every(({ violations }) => violations.length === 0);
    boot.screen.say(
      `\n${rows.length} runs, ${rows.filter(({ violations }) => violations.length > 0).length} with violations`,
    );
  } finally {
    await disconnect();
    await stage.stop();
    if (isClean) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return isClean ? 0 : 1;
}
