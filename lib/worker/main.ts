import { type Runner, run } from "graphile-worker";
import { env, errorFacts, log } from "@/lib/config";
import { disconnect, link } from "@/lib/db";
import type { JobHandlers } from "@/lib/jobs";
import { startHealth } from "./health";

/** Every room's jobs. A name that two rooms claim is a bug that stops the start. */
const rooms: readonly JobHandlers[] = [];

function taskList(signal: AbortSignal) {
  const tasks: Record<string, (payload: unknown) => Promise<void>> = {};
  for (const handlers of rooms)
    for (const [identifier, handler] of Object.entries(handlers)) {
      if (tasks[identifier]) throw new Error(`two rooms claim the job ${identifier}`);
      tasks[identifier] = (payload) => handler(payload, signal);
    }
  return tasks;
}

const stopping = new AbortController();

async function stop(runner: Runner, reason: string): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  log("info", "worker.stopping", { reason });
  await runner.stop().catch((error: unknown) => log("warn", "worker.stop_failed", errorFacts(error)));
  await disconnect();
  process.exit(0);
}

const pool = link("system").pool;
pool.on("connect", (client) => client.on("error", (error) => log("warn", "db.connection_lost", errorFacts(error))));
const runner = await run({
  pgPool: pool,
  taskList: taskList(stopping.signal),
  concurrency: 4,
  noHandleSignals: true,
});
const health = await startHealth(env().WORKER_HEALTH_PORT);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(runner, signal));
// The keeper holds this channel open; when it is gone, nobody would ever stop us.
process.once("disconnect", () => void stop(runner, "keeper is gone"));
process.send?.({ ready: true, port: health.port });
log("info", "worker.ready", { healthPort: health.port });
