import { join } from "node:path";
import pg from "pg";
import { errorCode, Refusal } from "./context";
import { supervisorLimits as limits } from "./core/limits";
import { settlePorts } from "./ports";
import { makeCluster } from "./postgres/cluster";
import { guardServer } from "./postgres/guard";
import { chooseHome } from "./postgres/home";
import { chooseIdentity } from "./postgres/identity";
import { type Server, startServer, stopServer, urlOf } from "./postgres/server";
import { pidFileOf } from "./presence";
import { isAlive } from "./processes";

/** The database the parts use: the embedded server, or one that was given and is only looked at. */
export type Database = { readonly url: string; readonly note: string; stop(): Promise<void> };

const NAME = "tiyn";
const MAJOR_MIN = 15;

/** Starts the embedded server or takes it over, and makes the database in it. */
export async function embeddedDatabase(options: {
  root: string;
  dataDir: string;
  logDir: string;
  port: number;
  password: string;
  say(text: string): void;
}): Promise<Database> {
  const { root, dataDir, password } = options;
  const identity = chooseIdentity();
  const home = chooseHome({ root, dataDir, identity });
  if (home.note) options.say(`  ${home.note}`);
  const cluster = makeCluster(home, identity, password);
  const port = options.port === 0 ? await freePort("DATABASE_PORT") : options.port;
  const server = {
    ...{ cluster, native: home.native, identity, port, portSetting: "DATABASE_PORT", password },
    ...{ logFile: join(options.logDir, "postgres.log"), durable: true },
  };
  const kept = await keepServer(() => startServer(server), guardOf(dataDir, cluster));
  await makeDatabase(kept.current().url);
  const now = kept.current();
  return {
    url: urlOf(now.port, password, NAME),
    note: `${now.adopted ? "the running one taken over, " : ""}port ${now.port}, data in ${cluster}`,
    async stop() {
      kept.release();
      await stopServer(kept.current(), server);
    },
  };
}

async function freePort(setting: string): Promise<number> {
  const settled = await settlePorts([{ setting, port: 0, host: "127.0.0.1" }]);
  return settled.get(setting) ?? 0;
}

const guardOf = (dataDir: string, cluster: string) => (server: Server) =>
  guardServer({
    keeperFile: pidFileOf(dataDir),
    lockFile: join(cluster, "postmaster.pid"),
    pid: server.pid,
    afterS: 8,
  });

/** Starts the server again when it dies under us: the parts reconnect by themselves. */
async function keepServer(start: () => Promise<Server>, guard: (server: Server) => { release(): void }) {
  let server = await start();
  let guarding = guard(server);
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || isAlive(server.pid)) return;
    busy = true;
    guarding.release();
    try {
      server = await start();
    } catch (thrown) {
      process.stderr.write(`the database does not start again: ${thrown instanceof Error ? thrown.message : thrown}\n`);
    }
    guarding = guard(server);
    busy = false;
  }, 500);
  return {
    current: () => server,
    release() {
      clearInterval(timer);
      guarding.release();
    },
  };
}

async function makeDatabase(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
  });
}

/** Checks a database that was given: it answers, and is new enough. Starts and stops nothing. */
export async function givenDatabase(url: string): Promise<Database> {
  const version = await withClient(url, async (client) => {
    const { rows } = await client.query<{ number: string }>("SELECT current_setting('server_version_num') AS number");
    return Number(rows[0]?.number ?? 0);
  });
  const major = Math.floor(version / 10_000);
  if (major < MAJOR_MIN) throw new Refusal(`DATABASE_URL is PostgreSQL ${major}; ${MAJOR_MIN} or newer is needed.`);
  return { url, note: `PostgreSQL ${major} at ${placeOf(url)} (DATABASE_URL)`, stop: async () => undefined };
}

/** Host, port and database of an address, without its password. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limits.databaseAnswerMs });
  client.on("error", () => undefined); // the query that runs reports the lost connection
  try {
    await client.connect();
  } catch (thrown) {
    const why = thrown instanceof Error && thrown.message ? thrown.message : (errorCode(thrown) ?? "no answer");
    throw new Refusal(`The database at ${placeOf(url)} does not answer: ${why}`);
  }
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
