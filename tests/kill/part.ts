import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { ChildEnvironment } from "@/lib/supervisor/context";
import { tailOf } from "@/lib/supervisor/postgres/server";

export type PartName = "web-1" | "web-2" | "worker-1" | "worker-2" | "operator";

export type PartPlan = {
  readonly name: PartName;
  /** The bundle that `npm start` would run. */
  readonly file: string;
  readonly env: ChildEnvironment;
  readonly logFile: string;
};

const READY_MS = 60_000;

/** One process of the product, to be killed, stopped, continued and started again. It ends by itself when we are gone. */
export class Part {
  #child: ChildProcess | undefined;
  #stopped = false;
  /** How often it was started. */
  starts = 0;
  /** Whether it was started to die at a failpoint. */
  isArmed = false;

  constructor(readonly plan: PartPlan) {}

  get isAlive(): boolean {
    const child = this.#child;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** Starts it and waits until it says that it is ready. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const { name, file, env, logFile } = this.plan;
    const log = openSync(logFile, "a");
    const child = spawn(process.execPath, ["--enable-source-maps", "--max-old-space-size=512", file], {
      ...{ env: { ...env, ...more }, stdio: ["ignore", log, log, "ipc"] },
    });
    closeSync(log);
    this.#child = child;
    this.#stopped = false;
    this.starts += 1;
    this.isArmed = more.FAILPOINTS !== undefined;
    await new Promise<void>((resolve, reject) => {
      const refuse = (why: string) => reject(new Error(`${name} ${why}, its log ends with\n${tailOf(logFile)}`));
      const late = setTimeout(() => refuse("did not get ready"), READY_MS);
      const over = (settle: () => void) => {
        clearTimeout(late);
        settle();
      };
      child.once("message", () => over(resolve));
      child.once("exit", (code, signal) => over(() => refuse(`ended while starting (${signal ?? code})`)));
      child.once("error", (thrown) => over(() => reject(thrown)));
    });
  }

  signal(name: NodeJS.Signals): void {
    if (!this.isAlive) return;
    this.#child?.kill(name);
    if (name === "SIGSTOP") this.#stopped = true;
    if (name === "SIGCONT") this.#stopped = false;
  }

  async kill(): Promise<void> {
    if (!this.isAlive) return;
    const gone = this.gone();
    this.#child?.kill("SIGKILL");
    await gone;
  }

  /** Resolves when it has ended, at once if it has. */
  async gone(): Promise<void> {
    const child = this.#child;
    if (child && this.isAlive) await new Promise((resolve) => child.once("exit", resolve));
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    if (!this.isAlive) return;
    if (this.#stopped) this.signal("SIGCONT");
    const gone = this.gone();
    this.#child?.kill("SIGTERM");
    const late = setTimeout(() => this.#child?.kill("SIGKILL"), 12_000);
    await gone;
    clearTimeout(late);
  }
}
