import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { errorFacts, log } from "@/lib/config";
import { invariant } from "@/lib/kernel";
import { connectionOf } from "./client";

const SCHEMA = "migration";

type MigrationScript = { readonly name: string; readonly sql: string };

async function scripts(folder: string): Promise<MigrationScript[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(path.join(folder, name, "migration.sql"), "utf8") })),
  );
}

/**
 * The engine's adapter, with scripts run whole. PrismaPg cuts a script at every semicolon, which tears function bodies apart;
 * one simple query keeps them and is one transaction. The row of the applied migration is closed in that same transaction, so
 * a kill in between leaves either both or neither.
 */
class WholeScripts extends PrismaPg {
  readonly #opened: { dispose(): Promise<void> }[] = [];

  constructor(
    config: pg.PoolConfig,
    private readonly known: ReadonlySet<string>,
  ) {
    super(config, { schema: SCHEMA });
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script: string) => {
      const closing = this.known.has(script)
        ? `;UPDATE ${SCHEMA}._prisma_migrations SET finished_at = now()
           WHERE finished_at IS NULL AND rolled_back_at IS NULL`
        : "";
      await adapter.underlyingDriver().query(script + closing);
    };
    this.#opened.push(adapter);
    return adapter;
  }

  /** Ends the connections: the engine does not, and its advisory lock lives as long as they do. */
  async dispose(): Promise<void> {
    for (const adapter of this.#opened.splice(0)) await adapter.dispose();
  }
}

type Engine = {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  free(): void;
};

type Bindings = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");
let loaded: Promise<Bindings> | undefined;

/** Loads the engine once: a second instance would share the bindings' cached memory of the first and read rubbish. */
async function load(): Promise<Bindings> {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const compiled = await WebAssembly.compile(await readFile(entry.replace(/\.js$/, ".wasm")));
  const imports = bindings as unknown as WebAssembly.ModuleImports; // cast: the bindings are exactly those imports
  const instance = await WebAssembly.instantiate(compiled, { "./schema_engine_bg.js": imports });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  invariant(typeof start === "function", "the engine has a start function");
  start();
  return bindings;
}

async function engine(adapter: PrismaPg, datamodels: [string, string][]): Promise<Engine> {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  return SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapter));
}

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
  IF to_regclass('${SCHEMA}._prisma_migrations') IS NOT NULL THEN
    UPDATE ${SCHEMA}._prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $$`;

const SHOW_VERSION = `GRANT SELECT ON ${SCHEMA}._prisma_migrations TO tiyn_app, tiyn_system`;

export type MigrateOptions = {
  /** Folder that holds bootstrap.sql, queue.sql, schema/ and migrations/. */
  readonly prismaDir: string;
  /** Where the login of DATABASE_URL connects; it makes roles and schemas. */
  readonly login: pg.PoolConfig;
};

/** Brings a database to the newest schema: roles, schemas, migrations, job queue. Safe to run again. Answers what was applied. */
export async function migrate({ prismaDir, login }: MigrateOptions): Promise<string[]> {
  await runSql(login, await readFile(path.join(prismaDir, "bootstrap.sql"), "utf8"));
  const all = await scripts(path.join(prismaDir, "migrations"));
  const base = connectionOf("owner");
  // The engine keeps its table in the first schema of the search path.
  const owner = { ...base, options: `${base.options} -c search_path=${SCHEMA}` };
  await runSql(owner, REOPEN);
  const schemaDir = path.join(prismaDir, "schema");
  const models = await Promise.all(
    (await readdir(schemaDir))
      .sort()
      .map(async (file) => [file, await readFile(path.join(schemaDir, file), "utf8")] as [string, string]), // cast: a pair
  );
  const adapter = new WholeScripts(owner, new Set(all.map((script) => script.sql)));
  const running = await engine(adapter, models);
  try {
    const { appliedMigrationNames } = await running.applyMigrations({
      migrationsList: {
        baseDir: prismaDir,
        lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
        shadowDbInitScript: "",
        migrationDirectories: all.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    await runSql(owner, SHOW_VERSION);
    await migrateQueue(path.join(prismaDir, "queue.sql"));
    return appliedMigrationNames;
  } finally {
    running.free();
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
