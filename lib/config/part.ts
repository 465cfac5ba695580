import { errorFacts, log } from "./log";

/** How long a process may take to end once it was asked. */
const STOP_MS = 10_000;

export type RunningPart = {
  /** Shown in the log and told to the keeper, for example the ports it listens on. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** Finishes what is in hand and lets go of everything. */
  stop(): Promise<void>;
};

/**
 * The life of a process of its own: starts, tells its keeper that it is ready, ends in order when a signal or the keeper's
 * silence asks for it, and dies loudly on a bug, so that the keeper starts it anew.
 */
export function runPart(name: string, start: () => Promise<RunningPart>): void {
  const fail = (event: string) => (thrown: unknown) => {
    log("error", `${name}.${event}`, errorFacts(thrown));
    process.exit(1);
  };
  process.on("uncaughtException", fail("crashed"));
  process.on("unhandledRejection", fail("crashed"));
  const starting = start();
  starting.then((running) => {
    process.send?.({ ready: true, ...running.facts });
    log("info", `${name}.ready`, running.facts);
  }, fail("not_started"));
  let asked = false;
  const stop = (reason: string) => {
    if (asked) return;
    asked = true;
    log("info", `${name}.stopping`, { reason });
    setTimeout(() => fail("stop_took_too_long")(new Error(`more than ${STOP_MS} ms`)), STOP_MS).unref();
    starting.then((running) => running.stop()).then(() => process.exit(0), fail("stop_failed"));
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop(signal));
  process.once("disconnect", () => stop("the keeper is gone"));
}
