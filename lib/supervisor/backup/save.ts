import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { withClient } from "../database";
import { appliedMigrations, sequences, type Table, tablesInOrder } from "./catalogue";
import { type Body, writeBackup } from "./format";

/** Rows that travel at once; fewer where a row may hold a file. */
const ROWS = 500;
const HEAVY_ROWS = 4;

/** Saves the database as it stands at one moment, and the given files of the data folder. Does not disturb who works on it. */
export async function save(options: {
  url: string;
  dataDir: string;
  files: readonly string[];
  target: string;
  now: Date;
  note(text: string): void;
}): Promise<number> {
  return withClient(options.url, async (client) => {
    // Every text below must read back the same, whatever the settings of the server.
    await client.query(
      "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'",
    );
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const rows = await writeBackup(options.target, lines(client, options));
    await client.query("COMMIT");
    return rows;
  });
}

async function* lines(
  client: pg.Client,
  { dataDir, files, now, note }: { dataDir: string; files: readonly string[]; now: Date; note(text: string): void },
): AsyncGenerator<Body> {
  await client.query("SET LOCAL ROLE tiyn_owner");
  yield { kind: "head", format: 1, madeAt: now.toISOString(), migrations: await appliedMigrations(client) };
  for (const table of await tablesInOrder(client)) {
    note(table.name);
    yield* rowsOf(client, table);
  }
  for (const sequence of await sequences(client)) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${sequence}`,
    );
    for (const { value, called } of rows) yield { kind: "sequence", sequence, value, called };
  }
  await client.query("SET LOCAL ROLE tiyn_system");
  for (const job of await waitingJobs(client)) yield { kind: "job", job };
  for (const file of files.flatMap((name) => filesUnder(dataDir, name)))
    yield { kind: "file", file, base64: readFileSync(join(dataDir, file)).toString("base64") };
}

async function* rowsOf(client: pg.Client, { name, columns, heavy }: Table): AsyncGenerator<Body> {
  yield { kind: "table", table: name, columns: [...columns] };
  await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT t::text AS row FROM ${name} t`);
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${heavy ? HEAVY_ROWS : ROWS} FROM rows`);
    if (rows.length === 0) break;
    yield { kind: "rows", rows: rows.map(({ row }) => row) };
  }
  await client.query("CLOSE rows");
}

/** Jobs that wait: letters not sent yet, registers not asked yet. They are put back by the queue's own function. */
async function waitingJobs(client: pg.Client): Promise<Record<string, unknown>[]> {
  const { rows } = await client.query<Record<string, unknown>>(
    `SELECT t.identifier, j.payload::text AS payload, j.run_at::text, j.max_attempts, j.key, j.priority, q.queue_name
     FROM graphile_worker._private_jobs j
     JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
     WHERE j.attempts < j.max_attempts ORDER BY j.id`,
  );
  return rows;
}

function filesUnder(dataDir: string, name: string): string[] {
  const stat = statSync(join(dataDir, name), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [name];
  return readdirSync(join(dataDir, name))
    .sort()
    .flatMap((child) => filesUnder(dataDir, `${name}/${child}`));
}
