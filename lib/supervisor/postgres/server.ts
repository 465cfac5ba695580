import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { errorCode, Refusal } from "../context";
import { supervisorLimits as limits } from "../core/limits";
import { disownPostmasterLock, type PostmasterLock, parsePostmasterLock } from "../core/postmaster";
import { portTaken } from "../ports";
import { commandOf, isAlive, signal, waitGone } from "../processes";
import { LOGIN, serverEnvironment } from "./cluster";
import { as, type Identity } from "./identity";

export type ServerOptions = {
  readonly cluster: string;
  readonly native: string;
  readonly identity: Identity;
  readonly port: number;
  readonly portSetting: string;
  readonly password: string;
  readonly logFile: string;
  /** False only for servers of tests, whose data nobody needs after a power cut. */
  readonly durable: boolean;
};

/** A running server: ours, or one left by an earlier keeper that still owned the data and was taken over. */
export type Server = { readonly pid: number; readonly port: number; readonly url: string; readonly adopted: boolean };

/** Starts the server, or takes over the one that owns the data. Ready for connections when it returns. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const until = Date.now() + limits.databaseReadyMs;
  let attempt: Attempt | undefined;
  let staleSince: number | undefined;
  while (Date.now() < until) {
    const lock = readLock(options.cluster);
    if (lock && isAlive(lock.pid) && isPostgres(lock.pid)) {
      const answer = await owns(options, lock);
      if (answer === "ready") return running(options, lock, lock.pid !== attempt?.child.pid);
      if (answer === "stranger")
        throw new Refusal(
          `Another PostgreSQL (process ${lock.pid}) holds ${options.cluster} and refuses our password.`,
        );
    } else if (!attempt) {
      attempt = spawnServer(options);
    } else if (hasEnded(attempt.child)) {
      staleSince = judgeExit(options, attempt, staleSince);
      await pause(200);
      attempt = spawnServer(options);
    }
    await pause(40);
  }
  throw new Refusal(`The database does not answer. Its log ends with:\n${tailOf(options.logFile)}`);
}

type Attempt = { readonly child: ChildProcess; readonly logFrom: number };

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

function running(options: ServerOptions, lock: PostmasterLock, adopted: boolean): Server {
  const port = lock.port ?? options.port;
  return { pid: lock.pid, port, url: urlOf(port, options.password, "postgres"), adopted };
}

export const urlOf = (port: number, password: string, database: string): string =>
  `postgres://${LOGIN}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

function spawnServer(options: ServerOptions): Attempt {
  const settings: Record<string, string> = {
    port: String(options.port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "120",
    shared_buffers: "96MB",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    ...(options.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const args = [
    "-D",
    options.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const command = as(options.identity, join(options.native, "bin", "postgres"), args);
  const log = openSync(options.logFile, "a");
  const logFrom = statSync(options.logFile).size;
  try {
    // A session of its own: Ctrl-C on the terminal must reach the keeper alone, which ends the server last.
    const child = spawn(command.file, command.args, {
      ...command.options,
      cwd: options.cluster,
      detached: true,
      env: serverEnvironment,
      stdio: ["ignore", log, log],
      windowsHide: true,
    });
    child.on("error", () => undefined); // shows as an exit, which the loop above judges
    child.unref();
    return { child, logFrom };
  } finally {
    closeSync(log);
  }
}

/** Called when a server we spawned has ended: an old lock may need time, everything else is told. Returns since when it is stale. */
function judgeExit(options: ServerOptions, attempt: Attempt, staleSince: number | undefined): number {
  const said = readFileSync(options.logFile).subarray(attempt.logFrom).toString().trim();
  if (/no space left on device/i.test(said))
    throw new Refusal(`The disk that holds ${options.cluster} is full: free some space and start again.`);
  if (/could not bind|address already in use/i.test(said))
    throw new Refusal(portTaken(options.portSetting, options.port));
  const stale = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/.test(said);
  if (!stale) throw new Refusal(`PostgreSQL ended while starting. It said:\n${said}`);
  const since = staleSince ?? Date.now();
  if (Date.now() - since > limits.staleLockMs)
    throw new Refusal(`${options.cluster} stays locked by postmaster.pid. PostgreSQL said:\n${said}`);
  // By now the pid in the lock is a zombie that nobody reaps, or belongs to some other program.
  if (Date.now() - since > limits.staleLockMs / 4) disown(options.cluster);
  return since;
}

function disown(cluster: string): void {
  const file = join(cluster, "postmaster.pid");
  writeFileSync(file, disownPostmasterLock(readFileSync(file, "utf8")));
}

function readLock(cluster: string): PostmasterLock | null {
  try {
    return parsePostmasterLock(readFileSync(join(cluster, "postmaster.pid"), "utf8"));
  } catch (thrown) {
    if (errorCode(thrown) === "ENOENT") return null;
    throw thrown;
  }
}

/** A pid may have been given to another program since the lock was written. Where the system does not tell, believe the lock. */
const isPostgres = (pid: number): boolean => /postgres/.test(commandOf(pid) ?? "postgres");

async function owns(options: ServerOptions, lock: PostmasterLock): Promise<"ready" | "later" | "stranger"> {
  const connectionString = urlOf(lock.port ?? options.port, options.password, "postgres");
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined); // a server that goes away mid-question counts as "later" below
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
    return sameFolder(rows[0]?.folder ?? "", options.cluster) ? "ready" : "stranger";
  } catch (thrown) {
    return errorCode(thrown) === "28P01" ? "stranger" : "later"; // starting up, recovering, or shutting down
  } finally {
    await client.end().catch(() => undefined);
  }
}

function sameFolder(one: string, other: string): boolean {
  const [a, b] = [statSync(realpathSync(one)), statSync(realpathSync(other))];
  return a.ino === b.ino && a.dev === b.dev;
}

/** Fast shutdown: ends sessions, writes a checkpoint. A server that does not end in time is cut off; the log recovers it. */
export async function stopServer(
  server: { pid: number },
  options: Pick<ServerOptions, "cluster" | "native">,
): Promise<void> {
  if (process.platform === "win32") {
    spawnSync(join(options.native, "bin", "pg_ctl"), ["stop", "-D", options.cluster, "-m", "fast"]);
    return;
  }
  signal(server.pid, "SIGINT");
  if (await waitGone(server.pid, limits.databaseStopMs)) return;
  signal(server.pid, "SIGQUIT");
  await waitGone(server.pid, limits.databaseStopMs);
}

export function tailOf(file: string, lines = 12): string {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "(no log)";
  }
}
