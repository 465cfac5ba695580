import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { type ChildEnvironment, Refusal } from "./context";
import { supervisorLimits as limits } from "./core/limits";
import type { DemoAccount } from "./demo-accounts";
import { tailOf } from "./postgres/server";

export type MigrationRun = {
  /** The bundle of the process. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: ChildEnvironment;
  readonly logDir: string;
  note(text: string): void;
  readonly stop?: AbortSignal;
};

export type Migrated = {
  /** What it did, in words. */
  readonly done: string;
  /** The demo's accounts, to be shown on the screen. */
  readonly accounts: readonly DemoAccount[];
};

/** Runs the migration process to its end and says what it did. */
export async function runMigrations({ file, args = [], env, logDir, note, stop }: MigrationRun): Promise<Migrated> {
  const logFile = join(logDir, "migrate.log");
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, [file, ...args], {
    env,
    stdio: ["ignore", log, log, "ipc"],
    timeout: limits.migrateMs,
    signal: stop,
  });
  closeSync(log);
  let answer: Migrated = { done: "up to date", accounts: [] };
  child.on("message", (message) => {
    if (typeof message === "string") note(message);
    else answer = message as Migrated; // cast: our own process sends nothing else
  });
  const code = await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
  if (code === 0) return answer;
  const said = tailOf(logFile);
  if (/no space left/i.test(said))
    throw new Refusal("The disk of the database is full: free some space and start again.");
  if (code === 2) throw new Refusal(said); // settings that do not fit, already in words
  throw new Refusal(`The migrations failed, log ${logFile}:\n${said}`);
}
