import { join } from "node:path";
import pg from "pg";
import { makeCluster } from "@/lib/supervisor/postgres/cluster";
import { chooseHome } from "@/lib/supervisor/postgres/home";
import { chooseIdentity } from "@/lib/supervisor/postgres/identity";
import { type Server, startServer, stopServer, urlOf } from "@/lib/supervisor/postgres/server";
import { waitGone } from "@/lib/supervisor/processes";
import { reap } from "../support/server";

const PASSWORD = "throwaway";
const NAME = "tiyn";
const GONE_MS = 30_000;

/** A database server of our own, durable as the product runs it, that may be broken off at any moment. */
export class KillDatabase {
  #server: Server | undefined;
  #reaper: { release(): void } | undefined;
  readonly #options: Parameters<typeof startServer>[0];

  private constructor(folder: string, port: number) {
    const identity = chooseIdentity();
    const home = chooseHome({ root: process.cwd(), dataDir: folder, identity });
    this.#options = {
      ...{
        cluster: makeCluster(home, identity, PASSWORD),
        native: home.native,
        identity,
        port,
        portSetting: "database",
      },
      ...{ password: PASSWORD, logFile: join(folder, "postgres.log"), durable: true },
    };
  }

  static async start(folder: string, port: number): Promise<KillDatabase> {
    const database = new KillDatabase(folder, port);
    await database.startAgain();
    await database.ask("CREATE DATABASE tiyn", [], "postgres");
    return database;
  }

  get url(): string {
    return urlOf(this.#options.port, PASSWORD, NAME);
  }

  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  async startAgain(): Promise<void> {
    this.#reaper?.release();
    this.#server = await startServer(this.#options);
    this.#reaper = reap({ pid: this.#server.pid });
  }

  /** Ends it as a power cut would: nothing is finished, nothing is flushed that was not promised. */
  async breakOff(signal: "SIGQUIT" | "SIGKILL"): Promise<void> {
    const { pid } = this;
    process.kill(pid, signal);
    if (!(await waitGone(pid, GONE_MS))) throw new Error("the postmaster did not end");
  }

  async stop(): Promise<void> {
    if (this.#server) await stopServer(this.#server, this.#options);
    this.#reaper?.release();
  }

  /** Asks past every proxy and all row security. */
  async ask<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = [], name = NAME): Promise<Row[]> {
    const client = new pg.Client({ connectionString: urlOf(this.#options.port, PASSWORD, name) });
    client.on("error", () => undefined); // a server that breaks off shows in the question that runs
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
