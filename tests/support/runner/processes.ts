import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { reap } from "../server";
import type { Ran, RunOptions } from "./types";

const OUTPUT_KEPT = 200_000;
const END_MS = 15_000;

/** The programs that run now, so that all can be ended from anywhere. */
export class Programs {
  readonly #running = new Set<ChildProcess>();
  readonly #root: string;
  readonly #folder: string;
  #ended = false;

  constructor(root: string, folder: string) {
    this.#root = root;
    this.#folder = folder;
  }

  /** Runs Node with the arguments to its end. Its own process group, ended by a watcher if we are killed first. */
  run = (name: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> => {
    const log = join(this.#folder, `${name}.log`);
    if (this.#ended) return Promise.resolve({ code: null, output: "not started: the run was ended", log });
    const out = createWriteStream(log);
    const child = spawn(process.execPath, [...args], {
      cwd: this.#root,
      env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", CI: "1", ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    const watcher = reap(child.pid === undefined ? {} : { group: child.pid });
    this.#running.add(child);
    let output = "";
    const take = (chunk: Buffer) => {
      out.write(chunk);
      output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
      for (const line of chunk.toString().split(/\r?\n/)) if (line.trim()) options.onLine?.(line.trim());
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        watcher.release();
        this.#running.delete(child);
        out.end();
        resolve({ code: this.#ended ? null : code, output, log });
      });
    });
  };

  /** Ends all that run, politely first. Nothing starts any more. */
  async end(): Promise<void> {
    this.#ended = true;
    const children = [...this.#running];
    // Playwright puts its house in order on SIGINT; the others take it like SIGTERM.
    for (const child of children) tell(child, "SIGINT");
    const gone = Promise.all(children.map((child) => new Promise((resolve) => child.once("close", resolve))));
    const late = setTimeout(() => {
      for (const child of children) tell(child, "SIGKILL");
    }, END_MS);
    await gone;
    clearTimeout(late);
  }
}

function tell(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
