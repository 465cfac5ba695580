import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { type ChildEnvironment, Refusal } from "./context";
import { supervisorLimits as limits } from "./core/limits";
import { tailOf } from "./postgres/server";

/** Runs the migration process to its end and says what it did. */
export async function runMigrations(
  file: string,
  env: ChildEnvironment,
  logDir: string,
  note: (text: string) => void,
  stop: AbortSignal,
): Promise<string> {
  const logFile = join(logDir, "migrate.log");
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, [file], {
    env,
    stdio: ["ignore", log, log, "ipc"],
    timeout: limits.migrateMs,
    signal: stop,
  });
  closeSync(log);
  let answer = "up to date";
  child.on("message", (message) => {
    if (typeof message === "string") note(message);
    else if (typeof message === "object" && message !== null && "done" in message) answer = String(message.done);
  });
  const code = await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
  if (code === 0) return answer;
  const said = tailOf(logFile);
  if (/no space left/i.test(said))
    throw new Refusal("The disk of the database is full: free some space and start again.");
  throw new Refusal(`The migrations failed, log ${logFile}:\n${said}`);
}
