import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { look } from "../support/look";
import type { Ground } from "./ground";

/** From this share of the processors' time on it is they that end the growth. */
const PROCESSORS_FULL = 0.75;

/** Clock ticks of a process as Linux counts them. */
const TICK_MS = 10;

/** Processor time of a process and of its children that ended; null where the system tells it otherwise or not at all. */
function ticksOf(pid: number): { readonly parent: number; readonly ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent = 0] = fields.slice(1, 2);
    return { parent, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) };
  } catch {
    return null; // it ended meanwhile
  }
}

/** The server's processes all together: the postmaster counts those that ended. */
function familyMs(postmaster: number): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const all = pids.map((pid) => ({ pid: Number(pid), stat: ticksOf(Number(pid)) }));
  const family = all.filter(({ pid, stat }) => pid === postmaster || stat?.parent === postmaster);
  return family.reduce((sum, { stat }) => sum + (stat?.ticks ?? 0) * TICK_MS, 0);
}

type Processes = Pick<Ground, "databasePid" | "operatorPid">;
type Reading = {
  readonly at: number;
  readonly database: number;
  readonly own: number;
  readonly operator: number;
  readonly wal: number;
};

async function readMeters({ databasePid, operatorPid }: Processes): Promise<Reading> {
  const [row] = await look<{ wal: string }>("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS wal");
  const { user, system } = process.cpuUsage();
  return {
    ...{ at: performance.now(), database: familyMs(databasePid), own: (user + system) / 1000, wal: Number(row?.wal) },
    operator: (ticksOf(operatorPid)?.ticks ?? 0) * TICK_MS,
  };
}

/** Sums what several rounds of one work cost the machine: figures that other work on it hardly moves. */
export class Meter {
  #sum: Reading = { at: 0, database: 0, own: 0, operator: 0, wal: 0 };
  #operations = 0;

  constructor(private readonly processes: Processes) {}

  /** Runs one round, which answers how many operations it did. */
  async watch(round: () => Promise<number>): Promise<void> {
    if (process.platform !== "linux") return void (await round());
    const before = await readMeters(this.processes);
    this.#operations += await round();
    const after = await readMeters(this.processes);
    const added = (name: keyof Reading): number => this.#sum[name] + after[name] - before[name];
    this.#sum = {
      ...{ at: added("at"), database: added("database"), own: added("own") },
      ...{ operator: added("operator"), wal: added("wal") },
    };
  }

  #each(name: keyof Reading): number {
    return this.#sum[name] / this.#operations;
  }

  /** `1.20 ms of processor in PostgreSQL, 0.80 ms in Node, 6.1 KB of WAL each`; nothing where the system tells none of it. */
  notes(whose: string): string[] {
    if (this.#operations === 0) return [];
    const [database, own, operator] = (["database", "own", "operator"] as const).map((name) => this.#each(name));
    const parts = [
      `${database?.toFixed(2)} ms of processor in PostgreSQL`,
      `${own?.toFixed(2)} ms in Node`,
      ...(operator && operator >= 0.05 ? [`${operator.toFixed(2)} ms in the operator`] : []),
      `${(this.#each("wal") / 1024).toFixed(1)} KB of WAL each`,
    ];
    return [`${whose}: ${parts.join(", ")}`];
  }

  /** What ends the growth next: the processors, or waiting. */
  limit(): string[] {
    if (this.#operations === 0) return [];
    const cores = availableParallelism();
    const cost = this.#each("database") + this.#each("own") + this.#each("operator");
    const share = (cost * this.#operations) / (this.#sum.at * cores);
    const room = `${cost.toFixed(2)} ms each, so ${cores} of them end at ${Math.round((cores * 1000) / cost)} a second`;
    const busy = `${Math.round(share * 100)} % of the processors were ours`;
    return [
      share >= PROCESSORS_FULL
        ? `next limit: the processors (${busy}; ${room})`
        : `next limit: waiting, for the disk, for locks or for other work on this machine (${busy}; ${room})`,
    ];
  }
}
