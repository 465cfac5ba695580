import { readdirSync, readFileSync } from "node:fs";
import { look } from "../support/look";

/** What so many operations cost the machine, beside the time on the wall: figures that other work on the machine hardly moves. */
export type Cost = { readonly databaseMs: number; readonly ownMs: number; readonly walBytes: number };

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

type Reading = { readonly database: number; readonly own: number; readonly wal: number };

async function readMeters(databasePid: number): Promise<Reading> {
  const [row] = await look<{ wal: string }>("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS wal");
  const { user, system } = process.cpuUsage();
  return { database: familyMs(databasePid), own: (user + system) / 1000, wal: Number(row?.wal) };
}

/** Sums what several rounds of one work cost. */
export class Meter {
  #sum = { databaseMs: 0, ownMs: 0, walBytes: 0 };
  #operations = 0;

  constructor(private readonly databasePid: number) {}

  /** Runs one round, which answers how many operations it did. */
  async watch(round: () => Promise<number>): Promise<void> {
    if (process.platform !== "linux") return void (await round());
    const before = await readMeters(this.databasePid);
    this.#operations += await round();
    const after = await readMeters(this.databasePid);
    this.#sum = {
      databaseMs: this.#sum.databaseMs + after.database - before.database,
      ownMs: this.#sum.ownMs + after.own - before.own,
      walBytes: this.#sum.walBytes + after.wal - before.wal,
    };
  }

  /** `1.20 ms of processor in PostgreSQL, 0.80 ms in Node, 6.1 KB of WAL each`; nothing where the system tells none of it. */
  notes(whose: string): string[] {
    if (this.#operations === 0) return [];
    const each = (value: number): number => value / this.#operations;
    const { databaseMs, ownMs, walBytes } = this.#sum;
    const [database, own] = [each(databaseMs).toFixed(2), each(ownMs).toFixed(2)];
    const wal = (each(walBytes) / 1024).toFixed(1);
    return [`${whose}: ${database} ms of processor in PostgreSQL, ${own} ms in Node, ${wal} KB of WAL each`];
  }
}
