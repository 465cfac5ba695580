import type { FiscalStore } from "@/lib/fiscal/store/port";
import type { MemoryStore } from "../support/memory-store";
import type { Tables } from "./auditor/tables";

export type Job = {
  readonly identifier: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly key: string;
};

/** Where a schedule keeps what the product stores: in memory, or in PostgreSQL. */
export type Backend = {
  readonly store: FiscalStore;
  /** Causes of the stored blocks. */
  blocksOf(registerId: string): Promise<ReadonlySet<string>> | ReadonlySet<string>;
  /** Who holds the lease of a register; null where nobody does or it cannot be looked at on the way. */
  holderOf(registerId: string): string | null;
  /** The next moment, by the fiscal clock in ms, at which a look at the queue finds something. */
  nextDueAt(): Promise<number | null> | number | null;
  /** Jobs that were enqueued since the last call. */
  takeJobs(): Promise<readonly Job[]> | readonly Job[];
  /** The frames stored just now, to compare with what leaves; null where they can be looked at in the end alone. */
  framesOf(
    registerId: string,
  ): (Pick<Tables, "attempts"> & { readonly seals: Iterable<Tables["seals"][number]> }) | null;
  /** What is really stored of a register, for the auditor. */
  tablesOf(registerId: string): Promise<Tables> | Tables;
};

/** Nothing is due later than this: a later moment was set before the clock went back, and is due at once. */
const DUE_MOST_MS = 15 * 60_000;

export function memoryBackend(store: MemoryStore, now: () => number): Backend {
  return {
    store,
    blocksOf: (registerId) => new Set(store.tables.get(registerId)?.blocks.keys()),
    holderOf: (registerId) => store.tables.get(registerId)?.queue.holder ?? null,
    nextDueAt() {
      let next: number | null = null;
      for (const { queue } of store.tables.values()) {
        if (queue.dueAt === null) continue;
        const due = queue.dueAt > now() + DUE_MOST_MS ? now() : queue.dueAt;
        const free = store.isLeased(queue) ? Math.max(due, queue.leaseUntil ?? 0) : due;
        next = next === null ? free : Math.min(next, free);
      }
      return next;
    },
    takeJobs() {
      const jobs = [...store.jobs].map(([key, { identifier, payload }]) => ({ identifier, payload, key }));
      store.jobs.clear();
      return jobs;
    },
    framesOf(registerId) {
      const tables = store.tables.get(registerId);
      return tables ? { seals: tables.seals.values(), attempts: tables.attempts } : null;
    },
    tablesOf(registerId) {
      const tables = store.tables.get(registerId);
      if (!tables) throw new Error("a register of the schedule is enrolled");
      return {
        ...{ version: tables.version, state: tables.state, queue: tables.queue, documents: tables.documents },
        ...{ settlements: tables.settlements, attempts: tables.attempts, audit: tables.audit },
        seals: [...tables.seals.values()],
        keys: [...tables.keys].map(([key, known]) => ({ key: key.split("\n")[1] ?? "", ...known })),
        blocks: [...tables.blocks.keys()],
        shifts: [...tables.shifts.values()],
      };
    },
  };
}
