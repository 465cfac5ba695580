import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { settlePorts } from "@/lib/supervisor/ports";
import { makeCluster } from "@/lib/supervisor/postgres/cluster";
import { chooseHome } from "@/lib/supervisor/postgres/home";
import { chooseIdentity } from "@/lib/supervisor/postgres/identity";
import { type ServerOptions, startServer, stopServer } from "@/lib/supervisor/postgres/server";

/** A database server for tests: that of TEST_DATABASE_URL, or a throwaway one. Its superuser connects to `url`. */
export type TestServer = { readonly url: string; stop(): Promise<void> };

export async function testServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  return given ? { url: given, stop: async () => undefined } : throwawayServer();
}

/** A server in a temporary folder that is removed with it, also when the tests are killed. */
export async function throwawayServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "tiyn-test-"));
  const identity = chooseIdentity();
  const home = chooseHome({ root: process.cwd(), dataDir: folder, identity });
  const cluster = makeCluster(home, identity, "throwaway");
  const base = {
    ...{ cluster, native: home.native, identity, portSetting: "test", password: "throwaway" },
    ...{ logFile: join(folder, "postgres.log"), durable: false },
  };
  const { server, options } = await startOnFreePort(base);
  const reaper = reap({ folders: [folder, home.folder], pid: server.pid });
  return {
    url: server.url,
    async stop() {
      reaper.release();
      await stopServer(server, options);
      for (const gone of [folder, home.folder]) rmSync(gone, { recursive: true, force: true });
    },
  };
}

/** A free port is given back before the server takes it, so somebody else may be quicker; then another one is tried. */
async function startOnFreePort(base: Omit<ServerOptions, "port">, tries = 5) {
  for (let left = tries; ; left--) {
    const ports = await settlePorts([{ setting: "test", port: 0, host: "127.0.0.1" }]);
    const options = { ...base, port: ports.get("test") ?? 0 };
    try {
      return { server: await startServer(options), options };
    } catch (thrown) {
      if (left <= 1 || !/^Port \d+ is taken/.test(String((thrown as Error).message))) throw thrown;
    }
  }
}

export type Leftovers = {
  readonly folders?: readonly string[];
  /** A process to end. */
  readonly pid?: number;
  /** A group of processes to end, by its leader. */
  readonly group?: number;
  /** A process that ends by itself, before folders are removed. */
  readonly after?: number;
  /** Databases to drop: all whose name begins so, at this address. */
  readonly databases?: { readonly url: string; readonly prefix: string };
};

/** Cleans up if we are killed before we could: a small process that waits for our end. */
export function reap(leftovers: Leftovers): { release(): void } {
  const file = join(process.cwd(), "tests", "support", "reaper.mjs");
  const child = spawn(process.execPath, [file, JSON.stringify(leftovers)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  return { release: () => void child.kill("SIGKILL") };
}

/** Runs statements on one connection. */
export async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server and login, another database. */
export function addressOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
