import { existsSync } from "node:fs";
import { join } from "node:path";
import { type BootContext, type ChildEnvironment, errorCode, Refusal } from "./context";
import { type Database, embeddedDatabase, givenDatabase } from "./database";
import { keepLogs } from "./logs";
import { type Migrated, runMigrations } from "./migrations";
import { keepPart, type Part } from "./part";
import { partsOf } from "./parts";
import { settlePorts } from "./ports";
import { endOrphans, type Presence, refuseSecondKeeper, removePresence, writePresence } from "./presence";
import { partEnvironment, portsOf, readSettings, type Settings } from "./settings";
import { stopRequest } from "./stop-request";
import { summary } from "./summary";

/** Starts everything, keeps it running, and ends it in order when asked. The command of `npm start`. */
export async function main(boot: BootContext): Promise<number> {
  const since = Date.now();
  const stop = stopRequest(boot.environment);
  const running = new Running(boot, stop.signal);
  const asked = stop.asked.then((why) => boot.screen.say(`${why}: stopping`));
  try {
    await Promise.race([running.start(), asked]);
    if (stop.signal.aborted) return 130;
    boot.screen.say(`\nReady in ${((Date.now() - since) / 1000).toFixed(1)} s. Ctrl-C stops everything.\n`);
    await asked;
    return 0;
  } catch (thrown) {
    if (errorCode(thrown) !== "ENOSPC") throw thrown;
    throw new Refusal("The disk that holds the data folder is full: free some space and start again.");
  } finally {
    await running.stop();
  }
}

/** What runs now, so that it can be ended from any point of the start. */
class Running {
  readonly #boot: BootContext;
  readonly #stop: AbortSignal;
  readonly #parts: Part[] = [];
  readonly #endings: (() => unknown)[] = [];
  #database: Promise<Database> | undefined;

  constructor(boot: BootContext, stop: AbortSignal) {
    this.#boot = boot;
    this.#stop = stop;
  }

  async start(): Promise<void> {
    const { root, environment, screen } = this.#boot;
    const settings = readSettings(root, environment);
    const { dataDir, env } = settings;
    refuseSecondKeeper(dataDir);
    const orphans = await endOrphans(dataDir, join(root, ".build"));
    if (orphans > 0) screen.say(`  ${orphans} processes of an earlier start have ended`);
    const ports = await settlePorts(portsOf(env));
    this.#stop.throwIfAborted();
    const tell = (presence: Partial<Presence>) => writePresence(dataDir, { ...starting(ports), ...presence });
    tell({});
    this.#endings.push(() => removePresence(dataDir));
    const logs = keepLogs(dataDir);
    this.#endings.push(logs.stop);
    const databaseUrl = await this.#startDatabase(settings, logs.folder);
    const values = partEnvironment(settings, ports, databaseUrl);
    this.#stop.throwIfAborted();
    const migrate = { file: join(root, ".build", "migrate.mjs"), env: values, logDir: logs.folder, stop: this.#stop };
    let accounts: Migrated["accounts"] = [];
    await screen.step("Migrations", async (note) => {
      const answer = await runMigrations({ ...migrate, note });
      accounts = answer.accounts;
      return answer.done;
    });
    let phase: Presence["phase"] = "starting";
    const told = () =>
      tell({
        phase,
        databaseUrl,
        addresses: summary.addresses(env, values),
        parts: this.#parts.map(({ name, pid }) => ({ name, pid: pid() ?? 0 })),
      });
    this.#stop.throwIfAborted();
    await this.#startParts(env.APP_MODE, values, logs.folder, told);
    this.#stop.throwIfAborted();
    phase = "ready";
    told();
    for (const line of summary.lines(env, values, accounts)) screen.say(line);
  }

  async #startDatabase(settings: Settings, logDir: string): Promise<string> {
    const { root, screen } = this.#boot;
    const { dataDir, env, secrets, givenDatabase: given } = settings;
    const own = {
      root,
      dataDir,
      logDir,
      port: env.DATABASE_PORT,
      password: secrets.DATABASE_PASSWORD,
      say: screen.say,
    };
    await screen.step("PostgreSQL", async () => {
      this.#database = given ? givenDatabase(given) : embeddedDatabase(own);
      return (await this.#database).note;
    });
    return (await this.#database)?.url ?? "";
  }

  async #startParts(
    mode: "demo" | "production",
    env: ChildEnvironment,
    logDir: string,
    changed: () => void,
  ): Promise<void> {
    const { screen, root } = this.#boot;
    const events = {
      died: (name: string, how: string, ms: number) =>
        screen.say(`! ${name} ended (${how}), starts again in ${ms / 1000} s`),
      relaunched: changed,
      back: (name: string) => screen.say(`✓ ${name} is back`),
    };
    await screen.step("Processes", async (note) => {
      for (const { name, heapMb } of partsOf(mode)) {
        const file = join(root, ".build", `${name}.mjs`);
        if (existsSync(file)) this.#parts.push(keepPart({ name, file, env, logDir, heapMb }, events));
      }
      // Written before they are ready: a keeper killed now must still know whom it leaves behind.
      changed();
      const waiting = new Set(this.#parts.map(({ name }) => name));
      const tell = () => note(`waiting for ${[...waiting].join(", ")}`);
      tell();
      await Promise.all(
        this.#parts.map(async ({ name, ready }) => {
          await ready;
          waiting.delete(name);
          tell();
        }),
      );
      return this.#parts.map(({ name }) => name).join(", ");
    });
  }

  /** Ends what runs: those whom people and registers talk to first, the database last. */
  async stop(): Promise<void> {
    for (const part of this.#parts.toReversed()) await part.stop();
    const database = await this.#database?.catch(() => undefined);
    await database?.stop();
    for (const end of this.#endings) end();
  }
}

const starting = (ports: ReadonlyMap<string, number>): Presence => ({
  ...{ pid: process.pid, phase: "starting", addresses: {}, databaseUrl: "", parts: [] },
  ports: Object.fromEntries(ports),
});
