import type { Tx } from "@/lib/db";

/** One kind of job: what arrives is whatever was enqueued, so a handler parses it first. It may run more than once. */
export type JobHandler = (payload: unknown, signal: AbortSignal) => Promise<void>;

/** The jobs of a room, by identifier `room.job`. */
export type JobHandlers = Readonly<Record<string, JobHandler>>;

export type EnqueueOptions = {
  /** Jobs with an equal key become one while they wait. */
  readonly key?: string;
  readonly runAt?: Date;
};

/** Puts a job into the queue in the caller's transaction: it runs if and only if that transaction commits. */
export async function enqueue(
  tx: Tx,
  identifier: string,
  payload: Readonly<Record<string, unknown>>,
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.$executeRaw`SELECT queue.enqueue_job(${identifier}, ${JSON.stringify(payload)}::jsonb, ${options.key ?? null},
    ${options.runAt ?? null}::timestamptz)`;
}
