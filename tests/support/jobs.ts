import { Logger, runOnce } from "graphile-worker";
import { link } from "@/lib/db";
import type { JobHandlers } from "@/lib/jobs";
import { look } from "./db";

const quiet = new Logger(() => () => undefined);

/** Works off all jobs that are due, as the worker would. Jobs of rooms not named here stay in the queue. */
export async function runJobs(...rooms: JobHandlers[]): Promise<void> {
  const signal = new AbortController().signal;
  const taskList = Object.fromEntries(
    rooms.flatMap((room) =>
      Object.entries(room).map(([name, handler]) => [name, (payload: unknown) => handler(payload, signal)]),
    ),
  );
  const pgPool = link("system").pool;
  if (pgPool.listenerCount("connect") === 0) pgPool.on("connect", (client) => client.on("error", () => undefined)); // graphile-worker asks for a listener
  await runOnce({ pgPool, taskList, noHandleSignals: true, logger: quiet });
}

/** Jobs that wait, by name. */
export const waitingJobs = async (): Promise<string[]> =>
  (
    await look<{ name: string }>(
      "SELECT t.identifier AS name FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id",
    )
  ).map(({ name }) => name);
