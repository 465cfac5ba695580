import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { disconnect } from "@/lib/db";
import { migrate } from "@/lib/db/migrate";
import { type BootContext, Refusal } from "@/lib/supervisor/context";
import { settlePorts } from "@/lib/supervisor/ports";
import { KillDatabase } from "../kill/database";
import { testEnvironment } from "../support/environment";
import { reap } from "../support/server";
import type { Line } from "./bench";
import { forgetDue, type Ground } from "./ground";
import { benches } from "./list";

/** `npm run bench [-- name …]`: ratios within one run. Figures of different runs or machines do not compare. */
export async function main(boot: BootContext): Promise<number> {
  const wanted = boot.argv.length === 0 ? benches : benches.filter(({ name }) => boot.argv.includes(name));
  if (wanted.length === 0) throw new Refusal(`Known benches: ${benches.map(({ name }) => name).join(", ")}`);
  const folder = mkdtempSync(join(tmpdir(), "tiyn-bench-"));
  const { ground, stop } = await setUp(folder);
  const lines: Line[] = [];
  try {
    for (const bench of wanted) {
      lines.push(...(await boot.screen.step(bench.name, (note) => bench.run({ ...ground, note }))));
      await forgetDue();
    }
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
  boot.screen.say(
    `\n${availableParallelism()} processors, Node ${process.versions.node}, PostgreSQL durable on the same machine\n`,
  );
  for (const line of lines) show(line, boot.screen.say);
  return lines.every(isReached) ? 0 : 1;
}

const isReached = ({ ratio, aim }: Line): boolean => {
  if (ratio === undefined || !aim) return true;
  return "atLeast" in aim ? ratio >= aim.atLeast : ratio <= aim.atMost;
};

function show(line: Line, say: (text: string) => void): void {
  const { what, figure, ratio, aim, notes = [] } = line;
  const aimed = aim && ("atLeast" in aim ? `aim at least ${aim.atLeast}` : `aim at most ${aim.atMost}`);
  const compared = ratio === undefined ? "" : ` · ratio ${ratio.toFixed(2)}${aimed ? ` (${aimed})` : ""}`;
  say(`${isReached(line) ? " " : "!"} ${what}: ${figure}${compared}`);
  for (const note of notes) say(`      ${note}`);
}

/** A durable database, the operator as a process of its own, and a port that never answers. */
export async function setUp(folder: string): Promise<{ ground: Omit<Ground, "note">; stop(): Promise<void> }> {
  const settings = ["database", "OPERATOR_PORT", "OPERATOR_HEALTH_PORT"];
  const ports = await settlePorts(settings.map((setting) => ({ setting, port: 0, host: "127.0.0.1" })));
  const at = (setting: string): string => String(ports.get(setting) ?? 0);
  const database = await KillDatabase.start(folder, Number(at("database")));
  const env = {
    ...{ ...testEnvironment, DATABASE_URL: database.url, DATA_DIR: folder, NODE_ENV: "production" },
    ...{ OPERATOR_PORT: at("OPERATOR_PORT"), OPERATOR_HEALTH_PORT: at("OPERATOR_HEALTH_PORT") },
  };
  Object.assign(process.env, env);
  await migrate({ prismaDir: join(process.cwd(), "prisma"), login: { connectionString: database.url } });
  const operator = await startOperator(env);
  const dead = createServer((socket) => void socket.on("error", () => undefined).resume());
  await new Promise<void>((resolve) => dead.listen(0, "127.0.0.1", resolve));
  const address = dead.address();
  return {
    ground: {
      databaseUrl: database.url,
      databasePid: database.pid,
      operatorPid: operator.pid ?? 0,
      operatorPort: Number(at("OPERATOR_PORT")),
      deadPort: typeof address === "object" && address !== null ? address.port : 0,
    },
    async stop() {
      operator.kill("SIGKILL");
      dead.close();
      await disconnect();
      await database.stop();
    },
  };
}

/** Starts the operator's process and waits until it answers. */
async function startOperator(env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [join(process.cwd(), ".build", "operator.mjs")], {
    env: { NODE_ENV: "production", PATH, HOME, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (child.pid !== undefined) reap({ pid: child.pid });
  for (let attempt = 0; attempt < 100; attempt++) {
    const ready = await fetch(`http://127.0.0.1:${env.OPERATOR_HEALTH_PORT}/healthz`).catch(() => null);
    if (ready?.ok) return child;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the operator did not start");
}
