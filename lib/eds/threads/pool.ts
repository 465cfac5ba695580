import { Worker } from "node:worker_threads";
import { err, ok, type Result } from "@/lib/kernel";
import type { Answers, Job } from "./work";

export type ThreadError = { readonly code: "eds.busy" } | { readonly code: "eds.too_slow" };

/** Does work elsewhere than on the caller's thread; says when there is too much of it, or when one piece goes beyond its limits. */
export type Threads = {
  run<Kind extends Job["kind"]>(job: Job & { readonly kind: Kind }): Promise<Result<Answers[Kind], ThreadError>>;
  stop(): Promise<void>;
};

export type ThreadLimits = {
  /** The bundled `thread.ts`. */
  readonly file: string;
  readonly threadsMax: number;
  /** Work that may wait while every thread is busy. */
  readonly waitingMax: number;
  /** For one piece of work, from its beginning. */
  readonly timeMs: number;
  /** Memory of one thread; one that needs more is ended by the engine. */
  readonly heapMb: number;
  /** What becomes known of threads that were ended. */
  readonly report: (event: "overrun" | "died", facts: { readonly kind: string; readonly why?: string }) => void;
};

type Waiting = { readonly job: Job; readonly settle: (answer: Result<unknown, ThreadError>) => void };
type Thread = {
  readonly worker: Worker;
  readonly end: (why: string) => void;
  busy: Waiting | null;
  timer: NodeJS.Timeout | null;
};

/**
 * A few threads and a queue with an end. A thread that overruns its time or memory is ended with its work, and the next piece
 * gets a new one; the caller's own loop only sends and receives.
 */
export function threadPool(limits: ThreadLimits): Threads {
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];

  function start(): Thread {
    const worker = new Worker(limits.file, {
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32 },
      // Neither settings nor secrets are of use there.
      env: {},
      execArgv: [],
    });
    worker.unref(); // a process with nothing else to do may end
    const thread: Thread = { worker, busy: null, timer: null, end };
    function end(why: string): void {
      if (!threads.delete(thread)) return;
      if (thread.timer) clearTimeout(thread.timer);
      worker.terminate().catch(() => undefined); // it is gone already
      if (thread.busy) {
        limits.report(why === "overrun" ? "overrun" : "died", { kind: thread.busy.job.kind, why });
        thread.busy.settle(err({ code: "eds.too_slow" }));
      }
      feed();
    }
    worker.on("message", (answer: unknown) => {
      const done = thread.busy;
      if (thread.timer) clearTimeout(thread.timer);
      thread.busy = null;
      worker.unref();
      done?.settle(ok(answer));
      feed();
    });
    worker.on("error", (error) => end(error.message));
    worker.on("exit", () => end("exit"));
    threads.add(thread);
    return thread;
  }

  function feed(): void {
    while (queue.length > 0) {
      const idle = [...threads].find((thread) => thread.busy === null);
      const thread = idle ?? (threads.size < limits.threadsMax ? start() : null);
      const next = thread && queue.shift();
      if (!thread || !next) return;
      thread.busy = next;
      thread.timer = setTimeout(() => thread.end("overrun"), limits.timeMs);
      thread.worker.ref();
      thread.worker.postMessage(next.job);
    }
  }

  return {
    run: (job) =>
      new Promise((resolve) => {
        if (queue.length >= limits.waitingMax) return resolve(err({ code: "eds.busy" }));
        // cast: a thread answers a piece of work with what belongs to its kind
        queue.push({ job, settle: resolve as Waiting["settle"] });
        feed();
      }),
    async stop() {
      const all = [...threads];
      threads.clear();
      for (const { timer } of all) if (timer) clearTimeout(timer);
      for (const { busy } of all) busy?.settle(err({ code: "eds.busy" }));
      for (const { settle } of queue.splice(0)) settle(err({ code: "eds.busy" }));
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    },
  };
}
