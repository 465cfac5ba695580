import type pg from "pg";
import { Refusal } from "../context";
import { withClient } from "../database";
import { tablesInOrder } from "./catalogue";
import { type Body, type Head, readBackup } from "./format";

/** Reads a whole backup once and answers what it is; refuses a file that is damaged, before anything is touched. */
export async function inspect(file: string): Promise<{ head: Head; rows: number; files: Map<string, Buffer> }> {
  let head: Head | undefined;
  let rows = 0;
  const files = new Map<string, Buffer>();
  for await (const line of readBackup(file)) {
    if (line.kind === "head") head = line;
    else if (line.kind === "rows") rows += line.rows.length;
    else if (line.kind === "file") files.set(line.file, Buffer.from(line.base64, "base64"));
  }
  if (!head) throw new Refusal(`${file} is no backup of this product.`);
  return { head, rows, files };
}

/** Fills a database that stands at the migrations of the backup. All of it or nothing. */
export async function load(options: { url: string; file: string; note(text: string): void }): Promise<void> {
  await withClient(options.url, async (client) => {
    await client.query("SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'");
    await client.query("BEGIN");
    await client.query("SET LOCAL ROLE tiyn_owner");
    const tables = await tablesInOrder(client);
    const names = tables.map(({ name }) => name);
    // What the triggers guarded is in the rows already; the migrations' own rows give way to those of the backup.
    for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    await client.query(`TRUNCATE ${names.join(", ")}`);
    const filler = new Filler(client, new Map(tables.map(({ name, columns }) => [name, columns])), options.note);
    for await (const line of readBackup(options.file)) await filler.take(line);
    await client.query("SET LOCAL ROLE tiyn_owner");
    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
    await filler.setSequences();
    await client.query("COMMIT");
  });
}

class Filler {
  readonly #client: pg.Client;
  readonly #known: ReadonlyMap<string, readonly string[]>;
  readonly #note: (text: string) => void;
  #insert = "";
  #role = "tiyn_owner";
  readonly #sequences: Extract<Body, { kind: "sequence" }>[] = [];

  constructor(client: pg.Client, known: ReadonlyMap<string, readonly string[]>, note: (text: string) => void) {
    this.#client = client;
    this.#known = known;
    this.#note = note;
  }

  async take(line: Body): Promise<void> {
    if (line.kind === "table") this.#open(line.table, line.columns);
    else if (line.kind === "rows") await this.#client.query(this.#insert, [line.rows]);
    else if (line.kind === "sequence") this.#sequences.push(line);
    else if (line.kind === "job") await this.#addJob(line.job);
  }

  #open(table: string, columns: readonly string[]): void {
    const here = this.#known.get(table);
    if (here?.join() !== columns.join()) throw new Refusal(`The backup's table ${table} does not fit this release.`);
    this.#note(table);
    const list = columns.join(", ");
    const fields = columns.map((column) => `(s.r).${column}`).join(", ");
    // OFFSET 0 keeps the record whole: it is read once, not once per column.
    this.#insert = `INSERT INTO ${table} (${list}) OVERRIDING SYSTEM VALUE
      SELECT ${fields} FROM (SELECT t::${table} AS r FROM unnest($1::text[]) t OFFSET 0) s`;
  }

  /** At the very end: a sequence does not roll back. */
  async setSequences(): Promise<void> {
    for (const { sequence, value, called } of this.#sequences)
      await this.#client.query("SELECT setval($1::regclass, $2::bigint, $3)", [sequence, value, called]);
  }

  async #addJob(job: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.#role !== "tiyn_system") await this.#client.query("SET LOCAL ROLE tiyn_system");
    this.#role = "tiyn_system";
    await this.#client.query(
      `SELECT graphile_worker.add_job($1, $2::json, $3, $4::timestamptz, $5::int, $6, $7::int)`,
      [job.identifier, job.payload, job.queue_name, job.run_at, job.max_attempts, job.key, job.priority],
    );
  }
}
