import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BootContext, ChildEnvironment } from "./context";
import { embeddedDatabase, givenDatabase } from "./database";
import { presentKeeper } from "./presence";
import { partEnvironment, portsOf, readSettings, type Settings } from "./settings";

/** What a command on the database works with. */
export type Workplace = {
  readonly settings: Settings;
  readonly url: string;
  /** The environment of a process that works on this database. */
  readonly env: ChildEnvironment;
  readonly logDir: string;
};

/** Runs a command's work on the database of the settings: the given one, that of a running keeper, or one started for the work. */
export async function withDatabase<T>(boot: BootContext, work: (place: Workplace) => Promise<T>): Promise<T> {
  const settings = readSettings(boot.root, boot.environment);
  const { dataDir, env } = settings;
  const logDir = join(dataDir, "logs");
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  const ports = new Map(portsOf(env).map(({ setting, port }) => [setting, port]));
  const at = (url: string): Workplace => ({ settings, url, env: partEnvironment(settings, ports, url), logDir });
  const running = presentKeeper(dataDir);
  if (settings.givenDatabase) return work(at((await givenDatabase(settings.givenDatabase)).url));
  if (running?.databaseUrl) return work(at(running.databaseUrl));
  const database = await embeddedDatabase({
    ...{ root: boot.root, dataDir, logDir, port: env.DATABASE_PORT, password: settings.secrets.DATABASE_PASSWORD },
    say: boot.screen.say,
  });
  try {
    return await work(at(database.url));
  } finally {
    await database.stop();
  }
}
