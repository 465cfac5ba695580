import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BootContext } from "@/lib/supervisor/context";
import { journeysPart } from "./runner/journeys";
import { Programs } from "./runner/processes";
import { simulationPart } from "./runner/simulation";
import { staticPart } from "./runner/static";
import { nothing, type Outcome, type PartOfTests, sum } from "./runner/types";
import { vitestPart } from "./runner/vitest";

const PARTS: readonly PartOfTests[] = [
  staticPart,
  vitestPart("unit"),
  vitestPart("integration"),
  vitestPart("processes"),
  vitestPart("conformance"),
  simulationPart,
  journeysPart,
];

/** Two quiet cores need under ten minutes for the whole run; what has not ended by this moment hangs, and counts as failed. */
const TOTAL_MS = 14 * 60_000;

type Row = { readonly name: string; readonly outcome: Outcome; readonly ms: number };

/** The command of `npm test`. With names of parts as arguments it runs those alone. */
export async function main(boot: BootContext): Promise<number> {
  const { root, screen } = boot;
  const chosen = PARTS.filter(({ name }) => boot.argv.length === 0 || boot.argv.includes(name));
  const unknown = boot.argv.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) {
    screen.say(`✗ Unknown parts: ${unknown.join(", ")}; known: ${PARTS.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  const folder = join(root, ".build", "test");
  mkdirSync(folder, { recursive: true });
  const programs = new Programs(root, folder);
  const ended = endings(programs);
  const rows: Row[] = [];
  for (const part of chosen) rows.push(await runPartOfTests(part, boot, folder, programs, ended));
  ended.release();
  return tell(boot, rows);
}

type Endings = { reason: string | undefined; release(): void };

/** Ctrl-C, a signal or the end of the time stop all programs; the parts that have not run then count as failed. */
function endings(programs: Programs): Endings {
  const state: Endings = { reason: undefined, release: () => clearTimeout(timer) };
  const end = (reason: string) => {
    state.reason ??= reason;
    void programs.end();
  };
  const timer = setTimeout(() => end(`longer than ${TOTAL_MS / 60_000} minutes`), TOTAL_MS);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => end(name));
  return state;
}

async function runPartOfTests(
  part: PartOfTests,
  boot: BootContext,
  folder: string,
  programs: Programs,
  ended: Endings,
): Promise<Row> {
  const since = Date.now();
  let outcome: Outcome = nothing;
  const work = async (note: (text: string) => void) => {
    outcome = await part.run({ root: boot.root, folder, note, run: programs.run });
    if (ended.reason)
      outcome = { ...outcome, failures: [{ title: `${part.name} was ended: ${ended.reason}`, text: "" }] };
    if (outcome.failures.length > 0) throw new PartFailed();
    return shown(outcome);
  };
  await boot.screen.step(part.name, work).catch((thrown: unknown) => {
    if (!(thrown instanceof PartFailed))
      outcome = {
        ...nothing,
        failures: [{ title: part.name, text: thrown instanceof Error ? (thrown.stack ?? "") : String(thrown) }],
      };
    boot.screen.say(`  ${shown(outcome)}`);
  });
  return { name: part.name, outcome, ms: Date.now() - since };
}

/** Only marks the step on the screen as failed. */
class PartFailed extends Error {}

const shown = ({ passed, skipped, failures }: Outcome): string =>
  [`${passed} passed`, failures.length > 0 && `${failures.length} failed`, skipped > 0 && `${skipped} skipped`]
    .filter(Boolean)
    .join(", ");

function tell({ screen }: BootContext, rows: readonly Row[]): number {
  for (const { name, outcome } of rows)
    for (const { title, text } of outcome.failures)
      screen.say(`\n✗ ${name} · ${title}${text ? `\n${indent(text)}` : ""}`);
  screen.say("");
  for (const { name, outcome, ms } of rows)
    screen.say(`  ${name.padEnd(12)} ${`${(ms / 1000).toFixed(1)} s`.padStart(8)}  ${shown(outcome)}`);
  const { passed, failures } = sum(rows.map(({ outcome }) => outcome));
  screen.say(`\n${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

const indent = (text: string): string =>
  text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
