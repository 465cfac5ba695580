import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BootContext, Refusal } from "./context";
import { type Database, embeddedDatabase } from "./database";
import { exitOf } from "./errand";
import { keepLogs } from "./logs";
import { runMigrations } from "./migrations";
import { settlePorts } from "./ports";
import { refuseSecondKeeper, removePresence, writePresence } from "./presence";
import { partEnvironment, readSettings } from "./settings";
import { stopRequest } from "./stop-request";

const USAGE = `npm run ofd -- [--port 7777] [--host 127.0.0.1] [--admin-port 7779] [--data .data/ofd] [--brief]`;

/** Ports and folder of their own: the stand runs beside the whole product. */
const DEFAULTS = { port: "7777", host: "127.0.0.1", "admin-port": "7779", data: join(".data", "ofd") } as const;

function options(argv: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { port: text, host: text, "admin-port": text, data: text, brief: { type: "boolean" } },
    });
    return { ...DEFAULTS, ...values, brief: values.brief === true };
  } catch (thrown) {
    throw new Refusal(`${thrown instanceof Error ? thrown.message : thrown}. Usage: ${USAGE}`);
  }
}

/** What the stand must not take from the settings of the product beside it. */
const OF_THE_PRODUCT = /^(DATABASE_|OPERATOR_|APP_MODE$|DATA_DIR$|LOG_LEVEL$)/;

/**
 * Starts the data operator alone, with a database of its own, and lets it speak and be spoken to at the terminal. The command of
 * `npm run ofd`.
 */
export async function main(boot: BootContext): Promise<number> {
  const { root, environment, screen } = boot;
  const asked = options(boot.argv);
  const kept = Object.entries(environment).filter(([name]) => !OF_THE_PRODUCT.test(name));
  const settings = readSettings(root, {
    ...Object.fromEntries(kept),
    ...{ APP_MODE: "demo", DATA_DIR: asked.data, DATABASE_PORT: "0", LOG_LEVEL: "warn" },
    ...{ OPERATOR_LISTEN_HOST: asked.host, OPERATOR_PORT: asked.port, OPERATOR_HEALTH_PORT: asked["admin-port"] },
  });
  const { dataDir, env } = settings;
  refuseSecondKeeper(dataDir);
  const ports = await settlePorts([
    { setting: "OPERATOR_PORT", port: env.OPERATOR_PORT, host: env.OPERATOR_LISTEN_HOST },
    { setting: "OPERATOR_HEALTH_PORT", port: env.OPERATOR_HEALTH_PORT, host: "127.0.0.1" },
  ]);
  const stop = stopRequest(environment);
  const presence = { pid: process.pid, addresses: {}, ports: Object.fromEntries(ports), databaseUrl: "", parts: [] };
  writePresence(dataDir, { ...presence, phase: "starting" });
  const logs = keepLogs(dataDir);
  let database: Database | undefined;
  try {
    database = await screen.step("PostgreSQL", () =>
      embeddedDatabase({
        ...{ root, dataDir, logDir: logs.folder, port: 0, password: settings.secrets.DATABASE_PASSWORD },
        say: screen.say,
      }),
    );
    const values = partEnvironment(settings, ports, database.url);
    const bundle = (name: string) => join(root, ".build", `${name}.mjs`);
    await screen.step("Migrations", async (note) => {
      const run = { file: bundle("migrate"), env: values, logDir: logs.folder, stop: stop.signal, note };
      return (await runMigrations(run)).done;
    });
    stop.signal.throwIfAborted();
    const child = spawn(process.execPath, [bundle("stand"), ...(asked.brief ? ["--brief"] : [])], {
      env: values,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    child.once("message", () => writePresence(dataDir, { ...presence, phase: "ready", databaseUrl: "" }));
    const end = exitOf(child, 0);
    stop.asked.then(() => child.kill("SIGTERM"));
    return await end;
  } finally {
    await database?.stop();
    logs.stop();
    removePresence(dataDir);
  }
}
