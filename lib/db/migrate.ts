import { readFile } from "node:fs/promises";
import path from "node:path";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { errorFacts, log } from "@/lib/config";
import { connectionOf } from "./client";
import { MIGRATION_SCHEMA, migrationList, readModels, readScripts, schemaEngine, WholeScripts } from "./schema-engine";

async function runSql(config: pg.PoolConfig, sql: string): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const REOPEN = `DO $$ BEGIN
  IF to_regclass('${MIGRATION_SCHEMA}._prisma_migrations') IS NOT NULL THEN
    UPDATE ${MIGRATION_SCHEMA}._prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $$`;

const SHOW_VERSION = `GRANT SELECT ON ${MIGRATION_SCHEMA}._prisma_migrations TO tiyn_app, tiyn_system`;

export type MigrateOptions = {
  /** Folder that holds bootstrap.sql, queue.sql, schema/ and migrations/. */
  readonly prismaDir: string;
  /** Where the login of DATABASE_URL connects; it makes roles and schemas. */
  readonly login: pg.PoolConfig;
  /** The last migration to apply, for a backup that was made by an earlier release. Absent: all. */
  readonly upTo?: string;
};

/** Brings a database to the newest schema: roles, schemas, migrations, job queue. Safe to run again. Answers what was applied. */
export async function migrate({ prismaDir, login, upTo }: MigrateOptions): Promise<string[]> {
  await runSql(login, await readFile(path.join(prismaDir, "bootstrap.sql"), "utf8"));
  const all = await readScripts(path.join(prismaDir, "migrations"));
  const scripts = upTo === undefined ? all : all.filter(({ name }) => name <= upTo);
  const base = connectionOf("owner");
  // The engine keeps its table in the first schema of the search path.
  const owner = { ...base, options: `${base.options} -c search_path=${MIGRATION_SCHEMA}` };
  await runSql(owner, REOPEN);
  const adapter = new WholeScripts(owner, new Set(scripts.map((script) => script.sql)));
  const engine = await schemaEngine(adapter, await readModels(path.join(prismaDir, "schema")));
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationList(prismaDir, scripts),
      filters: { externalTables: [], externalEnums: [] },
    });
    await runSql(owner, SHOW_VERSION);
    await migrateQueue(path.join(prismaDir, "queue.sql"));
    return appliedMigrationNames;
  } finally {
    engine.free();
    await adapter.dispose();
  }
}

async function migrateQueue(script: string): Promise<void> {
  const pool = new pg.Pool({ ...connectionOf("system"), max: 2 });
  const lost = (error: Error) => log("warn", "db.connection_lost", errorFacts(error));
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
  await runSql(connectionOf("system"), await readFile(script, "utf8"));
}
