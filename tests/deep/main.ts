import { spawn } from "node:child_process";
import type { BootContext } from "@/lib/supervisor/context";
import list from "./list.json";

/** A long check: a Node program with its arguments. Its end says whether it found something. */
type Long = { readonly name: string; readonly args: readonly string[] };

type Row = { readonly name: string; readonly code: number; readonly ms: number };

const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} min`;

function run({ name, args }: Long, root: string): Promise<Row> {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    // Ctrl-C reaches the whole group; we stay to tell how far it went.
    process.once("SIGINT", () => undefined);
    child.once("error", reject);
    child.once("close", (code) => resolve({ name, code: code ?? 1, ms: performance.now() - since }));
  });
}

/**
 * The command of `npm run test:deep`: everything of `list.json`, one after the other, however long it takes; names after `--` choose
 * some. Whatever fails, the rest still runs.
 */
export async function main({ argv, root, screen }: BootContext): Promise<number> {
  const all: readonly Long[] = list;
  const unknown = argv.filter((name) => !all.some((long) => long.name.startsWith(name)));
  if (unknown.length > 0) {
    screen.say(`✗ Unknown: ${unknown.join(", ")}; known: ${all.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  const chosen = all.filter(({ name }) => argv.length === 0 || argv.some((begin) => name.startsWith(begin)));
  const rows: Row[] = [];
  for (const [index, long] of chosen.entries()) {
    screen.say(`\n▸ ${long.name} (${index + 1} of ${chosen.length})`);
    rows.push(await run(long, root));
  }
  screen.say("");
  for (const { name, code, ms } of rows)
    screen.say(
      `  ${code === 0 ? "✓" : "✗"} ${name.padEnd(28)} ${minutes(ms).padStart(9)}${code === 0 ? "" : `, exit ${code}`}`,
    );
  const failed = rows.filter(({ code }) => code !== 0).length;
  screen.say(`\n${rows.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
