import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Presence, readPresence } from "@/lib/supervisor/presence";
import { reap } from "./server";

/** The whole product as `npm start` runs it: real processes, a database of its own, ports chosen by the system. */
export type Product = {
  readonly dataDir: string;
  readonly keeper: ChildProcess;
  /** What runs now: addresses, ports, process numbers. */
  presence(): Presence;
  /** What the keeper has shown on its screen so far. */
  screen(): string;
  /** Ends it in order and keeps the folder. */
  stop(): Promise<void>;
  /** Ends it and removes the folder. */
  remove(): Promise<void>;
};

export type ProductOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder of an earlier run; absent: a new one, removed also when we are killed. */
  readonly dataDir?: string;
};

const ANY_PORT = {
  ...{ WEB_PORT: "0", WORKER_HEALTH_PORT: "0", OPERATOR_PORT: "0", OPERATOR_HEALTH_PORT: "0" },
  ...{ MAILBOX_SMTP_PORT: "0", NCALAYER_DEMO_PORT: "0", DATABASE_PORT: "0" },
};
const READY_MS = 120_000;
const BOOT = "lib/supervisor/boot.mjs";

/** Builds what `npm start` would build, if that has not happened yet. */
export function buildProduct(): void {
  const built = spawnSync(process.execPath, [BOOT, "build"], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the product cannot be built\n${built.stdout}${built.stderr}`);
}

/** Starts the product and waits until it is ready; a keeper that gives up is an error with its screen. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "tiyn-product-"));
  const screenFile = join(dataDir, "screen.log");
  const screen = (): string => readFileSync(screenFile, "utf8");
  const out = openSync(screenFile, "w");
  const keeper = spawn(process.execPath, [BOOT, "start"], {
    // The channel ties its life to ours: a killed test run leaves nothing behind.
    stdio: ["ignore", out, out, "ipc"],
    env: { ...environmentOf(dataDir), ...options.env },
    detached: true,
  });
  closeSync(out);
  const watcher = reap({ folders: options.dataDir ? [] : [dataDir], after: keeper.pid ?? 0 });
  const ended = new Promise<void>((resolve) => keeper.once("exit", () => resolve()));
  const presence = (): Presence => {
    const now = readPresence(dataDir);
    if (!now) throw new Error(`the product does not run\n${screen()}`);
    return now;
  };
  const product: Product = {
    ...{ dataDir, keeper, presence, screen },
    async stop() {
      if (keeper.exitCode === null && keeper.signalCode === null) keeper.kill("SIGINT");
      await ended;
    },
    async remove() {
      await product.stop();
      watcher.release();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  for (const until = Date.now() + READY_MS; Date.now() < until; await pause(50)) {
    if (keeper.exitCode !== null || keeper.signalCode !== null) break;
    if (readPresence(dataDir)?.pid === keeper.pid && readPresence(dataDir)?.phase === "ready") return product;
  }
  const said = screen();
  await (options.dataDir ? product.stop() : product.remove());
  throw new Error(`the product did not get ready\n${said}`);
}

/** The environment of a command on a data folder. Settings of the tests' own process must not reach the product. */
export function environmentOf(dataDir: string): NodeJS.ProcessEnv {
  const { DATABASE_URL, SESSION_SECRET, ENCRYPTION_KEY, PASSWORD_PEPPER, APP_MODE, LOG_LEVEL, ...rest } = process.env;
  const kept = Object.entries(rest).filter(([name]) => !/^(npm_|VITEST|DATABASE_URL_)/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "production", ...ANY_PORT, DATA_DIR: dataDir };
}
