import { Logger, parseCronItems, run } from "graphile-worker";
import { env, errorFacts, type LogLevel, log, runPart } from "@/lib/config";
import { disconnect, link } from "@/lib/db";
import { startDispatcher } from "@/lib/fiscal";
import { startHealth } from "./health";
import { allJobs, schedules } from "./jobs";

// The worker: jobs of all rooms, what happens by the calendar, and the transmission of what registers have sealed. Any number of
// these may run on one database; the queue gives each job to one of them.

const CONCURRENCY = 4;

const LEVELS: Readonly<Record<string, LogLevel>> = { error: "error", warning: "warn", info: "info", debug: "debug" };

/** What the queue says of itself, as lines of our own log. */
const logger = new Logger(({ taskIdentifier, jobId }) => (level, message) => {
  log(LEVELS[level] ?? "info", "worker.queue", { job: taskIdentifier, jobId, message });
});

runPart("worker", async () => {
  const stopping = new AbortController();
  const { pool } = link("system");
  pool.on("connect", (client) => client.on("error", (error) => log("warn", "db.connection_lost", errorFacts(error))));
  const jobs = Object.entries(allJobs()).map(([name, handle]) => [
    name,
    (payload: unknown) => handle(payload, stopping.signal),
  ]);
  const runner = await run({
    pgPool: pool,
    taskList: Object.fromEntries(jobs),
    parsedCronItems: parseCronItems([...schedules]),
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    logger,
  });
  // A runner that ended by itself does no more work: die loudly, so that the keeper starts the worker anew.
  runner.promise.then(() => {
    if (!stopping.signal.aborted) throw new Error("the queue's runner has ended");
  });
  const dispatcher = startDispatcher({ signal: stopping.signal });
  const health = await startHealth(
    env().WORKER_HEALTH_PORT,
    async () => (await pool.query("SELECT")).rowCount !== null,
  );
  return {
    facts: { healthPort: health.port, jobs: jobs.length },
    async stop() {
      stopping.abort();
      await health.stop();
      await Promise.all([runner.stop(), dispatcher.done]);
      await disconnect();
    },
  };
});
