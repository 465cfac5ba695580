import { randomUUID } from "node:crypto";
import type { FiscalStore } from "@/lib/fiscal/store/port";
import { sqlStore } from "@/lib/fiscal/store/sql-store";
import { givenShop, setFiscalClock } from "./fiscal";
import { look } from "./look";
import { MemoryStore } from "./memory-store";

/** A store with the clock that it goes by. */
export type Stand = {
  readonly store: FiscalStore;
  setClock(at: Date): Promise<unknown>;
  /** A tenant's register that may be enrolled. */
  givenRegister(): Promise<{
    readonly tenantId: string;
    readonly registerId: string;
    readonly registrationNumber: string;
  }>;
  /** Jobs that were enqueued for a register. */
  jobsOf(registerId: string): Promise<readonly string[]>;
  settlementsOf(registerId: string): Promise<readonly string[]>;
};

const inPostgres: Stand = {
  store: sqlStore,
  setClock: setFiscalClock,
  async givenRegister() {
    const { tenantId, registerId, atOperator } = await givenShop(() => 1);
    return { tenantId, registerId, registrationNumber: atOperator.registrationNumber };
  },
  jobsOf: async (registerId) =>
    (
      await look<{ task: string }>(
        `SELECT t.identifier AS task FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         WHERE j.payload::text LIKE '%' || $1 || '%'`,
        [registerId],
      )
    ).map(({ task }) => task),
  settlementsOf: async (registerId) =>
    (
      await look<{ kind: string }>(
        "SELECT kind FROM cabinet.fiscal_settlement WHERE register_id = $1 ORDER BY journal_seq",
        [registerId],
      )
    ).map(({ kind }) => kind),
};

function inMemory(): Stand {
  let clock = new Date();
  const store = new MemoryStore(() => clock);
  return {
    store,
    async setClock(at) {
      clock = at;
    },
    givenRegister: async () => ({
      ...{ tenantId: randomUUID(), registerId: randomUUID(), registrationNumber: HEAD.registrationNumber },
    }),
    jobsOf: async (registerId) =>
      [...store.jobs.values()].filter((job) => job.payload.registerId === registerId).map((job) => job.identifier),
    settlementsOf: async (registerId) => store.tables.get(registerId)?.settlements.map(({ kind }) => kind) ?? [],
  };
}

export const HEAD = {
  ...{ sellerName: "ТОО", sellerXin: "180140000117", sellerIs: "company" as const, vatCertificate: null },
  ...{ registerName: "Касса 1", addressRu: "Алматы", addressKk: "Алматы", factoryNumber: "700000014" },
  ...{ registrationNumber: "600400131197", ofdRegisterId: "1", operatorTitle: "ОФД", checkBase: "https://ofd.kz" },
};

/** The stores that keep the same promises. */
export const STANDS: [string, Stand][] = [
  ["PostgreSQL", inPostgres],
  ["memory", inMemory()],
];
