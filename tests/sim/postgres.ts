import { join } from "node:path";
import pg from "pg";
import { disconnect, withTenant } from "@/lib/db";
import { migrate } from "@/lib/db/migrate";
import { journalOf } from "@/lib/fiscal/store/journal";
import type { Attempt, FiscalStore, Seal } from "@/lib/fiscal/store/port";
import { sqlStore } from "@/lib/fiscal/store/sql-store";
import { testEnvironment } from "../support/environment";
import { addressOf, testServer, withConnection } from "../support/server";
import type { Tables } from "./auditor/tables";
import type { Backend, Job } from "./backend";

/** A migrated database whose fiscal clock is the schedule's, on a throw-away server. */
export type SimDatabase = {
  backend(now: () => Date): Backend;
  /** Puts away what a schedule left: the next one finds nothing due. */
  clear(): Promise<void>;
  stop(): Promise<void>;
};

/** The fiscal clock is read where it is set, outside of any transaction: a sequence. */
const CLOCK = `
  CREATE SEQUENCE cabinet.sim_clock;
  GRANT SELECT ON cabinet.sim_clock TO tiyn_app, tiyn_system;
  CREATE OR REPLACE FUNCTION cabinet.fiscal_now() RETURNS timestamptz LANGUAGE sql VOLATILE SET search_path = pg_catalog
  AS $$ SELECT timestamptz 'epoch' + last_value * interval '1 millisecond' FROM cabinet.sim_clock $$;`;

export async function startDatabase(root: string): Promise<SimDatabase> {
  const server = await testServer();
  const name = `tiyn_sim_${process.pid}`;
  await withConnection(server.url, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = addressOf(server.url, name);
  Object.assign(process.env, testEnvironment, { DATABASE_URL: url });
  await migrate({ prismaDir: join(root, "prisma"), login: { connectionString: url } });
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  // Schedules bring registers alone: nothing of the way to them.
  await admin.query(`${CLOCK} SET session_replication_role = replica`);
  return {
    backend: (now) => postgresBackend(admin, now),
    clear: async () => {
      await admin.query("UPDATE cabinet.transmission_queue SET due_at = NULL, lease_until = NULL");
      await admin.query("DELETE FROM graphile_worker._private_jobs");
    },
    async stop() {
      await admin.end();
      await disconnect();
      await withConnection(server.url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
      await server.stop();
    },
  };
}

const REGISTER = `
  INSERT INTO cabinet.register (tenant_id, id, factory_number, name, status, tariff_code, model, made_year, tax_office_code,
    locality, street, house, created_at, created_by, application_file_id, application_signature_id, application_signed_at,
    card_id, registration_number, registered_on, ofd_register_id, ofd_cashier_id, ofd_token_cipher, activated_at, paid_until)
  VALUES ($1, $2, $3, 'Касса', 'active', 'basic', 'Тиын Касса 1.0', 2026, '6007', 'Алматы', 'Абая', '44', now(), $1, $1, $1,
    now(), $1, '600' || $3, current_date, $3::int, '17', '\\x00', now(), now() + interval '9000 days')`;

/** Registers of all schedules, so that each has numbers of its own. */
let registers = 700_000_000;

function postgresBackend(admin: pg.Client, now: () => Date): Backend {
  const mine: string[] = [];
  let clock = -1;
  const setClock = async (): Promise<void> => {
    const at = now().getTime();
    if (at !== clock) await admin.query("SELECT setval('cabinet.sim_clock', $1)", [at]);
    clock = at;
  };
  const store = new Proxy(sqlStore, {
    get: (real, name: keyof FiscalStore) => {
      const call = real[name].bind(real) as (...args: unknown[]) => Promise<unknown>; // cast: whichever it is
      return async (...args: unknown[]) => {
        await setClock();
        if (name === "enroll") {
          registers += 1;
          await admin.query(REGISTER, [args[0], args[1], `${registers}`]);
          mine.push(`${args[1]}`);
        }
        return call(...args);
      };
    },
  });
  const tenantOf = async (registerId: string): Promise<string> =>
    (await admin.query<{ tenant_id: string }>("SELECT tenant_id FROM cabinet.register WHERE id = $1", [registerId]))
      .rows[0]?.tenant_id ?? "";
  return {
    store,
    async blocksOf(registerId) {
      const found = await admin.query<{ cause: string }>(
        "SELECT cause FROM cabinet.register_block WHERE register_id = $1",
        [registerId],
      );
      return new Set(found.rows.map(({ cause }) => cause));
    },
    async nextDueAt() {
      await setClock();
      const found = await admin.query<{ at: string | null }>(
        `SELECT min(extract(epoch FROM greatest(CASE WHEN due_at > n + interval '15 minutes' THEN n ELSE due_at END,
             CASE WHEN cabinet.fiscal_lease_holds(lease_until, n) THEN lease_until END)) * 1000)::text AS at
         FROM cabinet.transmission_queue, cabinet.fiscal_now() n WHERE register_id = ANY ($1) AND due_at IS NOT NULL`,
        [mine],
      );
      const at = found.rows[0]?.at ?? null;
      return at === null ? null : Math.round(Number(at));
    },
    async takeJobs() {
      const found = await admin.query<Job>(
        `WITH gone AS (DELETE FROM graphile_worker._private_jobs RETURNING *)
         SELECT t.identifier, gone.payload, coalesce(gone.key, gone.id::text) AS key FROM gone
         JOIN graphile_worker._private_tasks t ON t.id = gone.task_id ORDER BY gone.id`,
      );
      return found.rows;
    },
    framesOf: () => null,
    holderOf: () => null,
    tablesOf: async (registerId) => tablesIn(admin, await tenantOf(registerId), registerId),
  };
}

async function tablesIn(admin: pg.Client, tenantId: string, registerId: string): Promise<Tables> {
  const reading = await sqlStore.read(tenantId, registerId);
  const journal = await withTenant(tenantId, (tx) => journalOf(tx, tenantId, registerId), { timeoutMs: 60_000 });
  if (!reading || !journal) throw new Error("a register of the schedule is enrolled");
  const rows = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> =>
    (await admin.query<Row>(sql, [tenantId, registerId])).rows;
  const shifts = await rows<{ number: number; closed: boolean }>(
    "SELECT number, closed_at IS NOT NULL AS closed FROM cabinet.fiscal_shift WHERE tenant_id = $1 AND register_id = $2",
  );
  const keys = await rows<{ key: string; documentId: string }>(
    `SELECT key, document_id AS "documentId" FROM cabinet.idempotency
     WHERE tenant_id = $1 AND document_id IN (SELECT id FROM cabinet.fiscal_document WHERE register_id = $2)`,
  );
  const audit = await rows<{ act: string; subject: string }>(
    "SELECT act, subject FROM common.audit_entry WHERE tenant_id = $1 AND $2::uuid IS NOT NULL",
  );
  const [queue] = await rows<{ due: string | null; lease: string | null }>(
    "SELECT due_at::text AS due, lease_until::text AS lease FROM cabinet.transmission_queue WHERE tenant_id = $1 AND register_id = $2",
  );
  const entries = journal.entries;
  return {
    ...{ version: reading.situation.version, state: reading.situation.state, shifts, keys, audit },
    queue: { dueAt: momentOf(queue?.due), leaseUntil: momentOf(queue?.lease) },
    blocks: [...reading.blocks],
    documents: entries.flatMap((each) => (each.entry === "document" ? [each.document] : [])),
    settlements: entries.flatMap((each) => (each.entry === "settlement" ? [each.settlement] : [])),
    seals: entries.flatMap((each) => (each.entry === "seal" ? [each.seal as Seal] : [])), // cast: what toSeal makes
    attempts: entries.flatMap((each) => (each.entry === "attempt" ? [each.attempt as Attempt] : [])), // cast: what toAttempt makes
  };
}

const momentOf = (text: string | null | undefined): number | null => (text ? new Date(text).getTime() : null);
