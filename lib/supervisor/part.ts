import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { type ChildEnvironment, Refusal } from "./context";
import { deathsInRow, restartDelayMs } from "./core/backoff";
import { supervisorLimits as limits } from "./core/limits";
import { tailOf } from "./postgres/server";

export type PartSpec = {
  readonly name: string;
  readonly file: string;
  readonly env: ChildEnvironment;
  readonly logDir: string;
  /** Upper bound of its JavaScript memory. */
  readonly heapMb: number;
};

export type Part = {
  readonly name: string;
  /** Resolves when it is ready the first time; a part that never gets ready is a refusal with the end of its log. */
  readonly ready: Promise<void>;
  pid(): number | undefined;
  stop(): Promise<void>;
};

/** What a keeper hears about its parts after the first start. */
export type PartEvents = {
  died(name: string, how: string, againInMs: number): void;
  /** It runs again under another process number, not ready yet. */
  relaunched(): void;
  back(name: string): void;
};

/** Starts a process and keeps it: one that dies after it was ready is started again after a pause that grows. */
export function keepPart(spec: PartSpec, events: PartEvents): Part {
  const logFile = join(spec.logDir, `${spec.name}.log`);
  let stopping = false;
  let deaths = 0;
  let child = launch(spec, logFile);
  let timer: NodeJS.Timeout | undefined;
  const ready = readyOf(child, logFile, spec.name).then(() => watch(child, Date.now()));

  function watch(current: ChildProcess, since: number): void {
    const dead = (code: number | null, killedBy: NodeJS.Signals | null) => {
      if (stopping) return;
      deaths = deathsInRow(deaths, Date.now() - since);
      const delay = restartDelayMs(deaths);
      events.died(spec.name, killedBy ?? `exit ${code}`, delay);
      timer = setTimeout(again, delay);
    };
    if (hasEnded(current)) dead(current.exitCode, current.signalCode);
    else current.once("exit", dead);
  }

  function again(): void {
    if (stopping) return;
    child = launch(spec, logFile);
    events.relaunched();
    watch(child, Date.now());
    readyOf(child, logFile, spec.name).then(
      () => events.back(spec.name),
      () => child.kill("SIGKILL"), // never got ready: its death is counted and it is tried again
    );
  }

  return {
    name: spec.name,
    ready,
    pid: () => child.pid,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await end(child);
    },
  };
}

function launch(spec: PartSpec, logFile: string): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  try {
    // Own process group: Ctrl-C reaches the keeper alone, which ends its parts in order. The channel tells a part that the
    // keeper is gone; its output goes straight into the file, so that a dead keeper cannot block or break it.
    return spawn(process.execPath, [`--max-old-space-size=${spec.heapMb}`, spec.file], {
      env: spec.env,
      detached: true,
      stdio: ["ignore", log, log, "ipc"],
      windowsHide: true,
    });
  } finally {
    closeSync(log);
  }
}

const saysReady = (message: unknown): boolean =>
  message === "ready" ||
  (typeof message === "object" && message !== null && "ready" in message && message.ready === true);

function readyOf(child: ChildProcess, logFile: string, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string) =>
      reject(new Refusal(`${name} ${why}. Its log ${logFile} ends with:\n${tailOf(logFile)}`));
    const late = setTimeout(() => refuse("did not get ready in time"), limits.partReadyMs);
    child.on("message", (message) => {
      if (!saysReady(message)) return;
      clearTimeout(late);
      resolve();
    });
    child.once("exit", (code, killedBy) => {
      clearTimeout(late);
      refuse(`ended while starting (${killedBy ?? `exit ${code}`})`);
    });
    child.once("error", (thrown) => {
      clearTimeout(late);
      reject(thrown);
    });
  });
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Asks a part to end; one that does not in time is killed. */
async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  // Windows has no SIGTERM that a program could hear; there the closed channel is the request.
  if (process.platform === "win32") child.disconnect();
  else child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), limits.partStopMs);
  await gone;
  clearTimeout(late);
}
