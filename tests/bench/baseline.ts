import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { look } from "../support/look";
import type { Ground } from "./ground";

// The same rows in the same tables by single statements, without deciding, hashing or asking anything: what a shop's documents
// could cost at least, if each statement went by itself.

const run = promisify(execFile);

/** Rows of a sale that was really made, to be written again and again under new names. */
export type Pattern = { readonly tenantId: string; readonly registerIds: readonly string[] };

/** Registers for the baseline: copies of ones that work, so that rows and indexes are as long. */
export async function givenPattern(
  sample: { tenantId: string; registerId: string },
  clients: number,
): Promise<Pattern> {
  const registerIds: string[] = [];
  for (let index = 0; index < clients; index++) {
    const id = randomUUID();
    registerIds.push(id);
    const args = [sample.tenantId, sample.registerId, id];
    await look(
      `INSERT INTO cabinet.register SELECT (jsonb_populate_record(r, jsonb_build_object('id', $3::text,
         'factory_number', (900000000 + floor(random() * 99999999))::text, 'registration_number', (floor(random() * 899999999999) + 100000000000)::bigint::text,
         'ofd_register_id', floor(random() * 1000000000)::bigint))).*
       FROM cabinet.register r WHERE tenant_id = $1 AND id = $2`,
      args,
    );
    await look(
      `INSERT INTO cabinet.fiscal_register SELECT (jsonb_populate_record(r, jsonb_build_object('register_id', $3::text))).*
       FROM cabinet.fiscal_register r WHERE tenant_id = $1 AND register_id = $2`,
      args,
    );
    await look("INSERT INTO cabinet.transmission_queue (tenant_id, register_id, epoch) VALUES ($1, $2, 0)", [
      args[0],
      id,
    ]);
    await look(
      `INSERT INTO cabinet.fiscal_shift SELECT (jsonb_populate_record(s, jsonb_build_object('register_id', $3::text, 'id', gen_random_uuid()))).*
       FROM cabinet.fiscal_shift s WHERE tenant_id = $1 AND register_id = $2`,
      args,
    );
  }
  return { tenantId: sample.tenantId, registerIds };
}

/** The columns of a table with the values of one row, as literals, some replaced. */
async function insertLike(table: string, where: string, changes: Readonly<Record<string, string>>): Promise<string> {
  const columns = await look<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  const picks = columns.map(({ name }) => `quote_nullable(${name}) AS ${name}`).join(", ");
  const [row] = await look<Record<string, string>>(`SELECT ${picks} FROM ${table} WHERE ${where} LIMIT 1`);
  if (!row) throw new Error(`${table} holds a row to copy`);
  // pgbench takes a colon before a letter for a variable.
  const values = columns.map(({ name }) => changes[name] ?? row[name]?.replace(/:(?=[a-z_])/gi, "/"));
  return `INSERT INTO ${table} (${columns.map(({ name }) => name).join(", ")}) VALUES (${values.join(", ")});`;
}

/** The transaction of one accepted document, statement by statement. `with`: its frame, its answer and the second commit too. */
async function script(pattern: Pattern, register: string, withAnswer: boolean): Promise<string> {
  const key = `tenant_id = '${pattern.tenantId}' AND register_id = '${register}'`;
  const begin = `BEGIN;\nSELECT set_config('tiyn.tenant', '${pattern.tenantId}', true);`;
  // Moving the version by two leaves out the hash of the state: the baseline computes nothing.
  const own = { tenant_id: `'${pattern.tenantId}'`, register_id: `'${register}'` };
  const sold = "(SELECT id FROM cabinet.fiscal_document WHERE kind = 'sale' LIMIT 1)";
  const hash = "encode(sha256(gen_random_uuid()::text::bytea), 'hex')";
  const document = await insertLike("cabinet.fiscal_document", "kind = 'sale'", {
    ...{ ...own, id: ":document", number: ":number", journal_seq: ":number", offline_number: ":number" },
  });
  const [state] = await look<{ counters: string }>(
    `SELECT quote_literal(counters)::text AS counters FROM cabinet.fiscal_register WHERE ${key}`,
  );
  const counters = `${state?.counters}::jsonb`;
  const lines = [
    begin,
    `SELECT last_number + 1 AS number, gen_random_uuid() AS document FROM cabinet.fiscal_register WHERE ${key} FOR UPDATE \\gset`,
    `SELECT epoch FROM cabinet.transmission_queue WHERE ${key} FOR UPDATE;`,
    `UPDATE cabinet.fiscal_register SET version = version + 2, last_number = :number, counters = ${counters}, last_at = now() WHERE ${key};`,
    `UPDATE cabinet.fiscal_shift SET documents = documents + 1, revenue_tiyn = revenue_tiyn + 50000 WHERE ${key};`,
    document,
    await insertLike("cabinet.idempotency", "true", { ...own, key: "gen_random_uuid()::text" }),
    `SELECT common.audit_write(gen_random_uuid(), '${pattern.tenantId}', 'account', '${randomUUID()}', 'fiscal.issued', 'fiscal_document/${randomUUID()}', '{"kind":"sale","number":12,"totalTiyn":"50000"}', 'bench');`,
    `UPDATE cabinet.transmission_queue SET due_at = now() WHERE ${key};`,
  ];
  if (withAnswer) {
    const seal = await insertLike("cabinet.fiscal_seal", `document_id = ${sold}`, {
      ...own,
      id: "gen_random_uuid()",
      document_id: ":document",
      hash,
    });
    const settlement = await insertLike("cabinet.fiscal_settlement", `document_id = ${sold}`, {
      ...{ ...own, id: "gen_random_uuid()", document_id: ":document", journal_seq: ":number", hash },
    });
    lines.push(
      seal,
      "COMMIT;",
      begin,
      `SELECT version FROM cabinet.fiscal_register WHERE ${key} FOR UPDATE;`,
      `UPDATE cabinet.fiscal_register SET version = version + 2, sent_number = :number, counters = ${counters} WHERE ${key};`,
      settlement,
      `UPDATE cabinet.transmission_queue SET due_at = NULL, epoch = epoch + 1 WHERE ${key};`,
    );
  }
  return [...lines, "COMMIT;"].join("\n");
}

const pgbenchFound = async (): Promise<boolean> =>
  run("pgbench", ["--version"]).then(
    () => true,
    () => false,
  );

export type Baseline = { readonly named: string; tps(seconds: number): Promise<number>; end(): void };

/** The baseline of so many clients, each on its register; by pgbench where it is installed. */
export async function baseline(ground: Ground, pattern: Pattern, withAnswer = false): Promise<Baseline> {
  const scripts = await Promise.all(pattern.registerIds.map((register) => script(pattern, register, withAnswer)));
  const clients = pattern.registerIds.length;
  if (!(await pgbenchFound())) return rawLoop(ground, scripts);
  const folder = mkdtempSync(join(tmpdir(), "tiyn-bench-"));
  const branches = scripts.map((text, index) => `\\if :client_id = ${index}\n${text}\n\\endif`);
  writeFileSync(join(folder, "sale.sql"), branches.join("\n"));
  return {
    named: `pgbench -M prepared, ${clients} clients`,
    async tps(seconds) {
      const env = { ...process.env, PGOPTIONS: "-c role=tiyn_app -c timezone=UTC -c session_replication_role=origin" };
      const args = ["-n", "-M", "prepared", "-c", String(clients), "-j", "2", "-T", String(seconds)];
      const { stdout } = await run("pgbench", [...args, "-f", join(folder, "sale.sql"), ground.databaseUrl], { env });
      return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The same statements by clients of ours, named and prepared, where there is no pgbench. */
function rawLoop(ground: Ground, scripts: readonly string[]): Baseline {
  const statementsOf = (text: string) => text.split(/;\n|;$|\\gset\n/).filter((part) => part.trim() !== "");
  return {
    named: `a raw pg loop, ${scripts.length} clients (there is no pgbench here)`,
    async tps(seconds) {
      const until = performance.now() + seconds * 1000;
      let done = 0;
      await Promise.all(
        scripts.map(async (text, index) => {
          const client = new pg.Client({
            connectionString: ground.databaseUrl,
            options: "-c role=tiyn_app -c timezone=UTC",
          });
          await client.connect();
          const statements = statementsOf(text);
          while (performance.now() < until) {
            const drawn: Record<string, string> = {};
            for (const [place, statement] of statements.entries()) {
              const names = ["number", "document"].filter((name) => statement.includes(`:${name}`));
              const text = names.reduce((made, name, at) => made.replaceAll(`:${name}`, `$${at + 1}`), statement);
              const values = names.map((name) => drawn[name]);
              const answer = await client.query({ name: `s${index}-${place}`, text, values });
              Object.assign(drawn, answer.rows[0]);
            }
            done += 1;
          }
          await client.end();
        }),
      );
      return done / seconds;
    },
    end: () => undefined,
  };
}
