import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { invariant } from "@/lib/kernel";

/** The schema that holds the table of applied migrations. */
export const MIGRATION_SCHEMA = "migration";

export type MigrationScript = { readonly name: string; readonly sql: string };

/** The migration scripts of a folder, in order of their names. */
export async function readScripts(folder: string): Promise<MigrationScript[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(path.join(folder, name, "migration.sql"), "utf8") })),
  );
}

/** The schema files of a folder: name and text. */
export async function readModels(folder: string): Promise<[string, string][]> {
  const files = (await readdir(folder)).sort();
  return Promise.all(
    files.map(async (file): Promise<[string, string]> => [file, await readFile(path.join(folder, file), "utf8")]),
  );
}

/** The engine's form of a list of scripts. */
export const migrationList = (prismaDir: string, scripts: readonly MigrationScript[]) => ({
  baseDir: prismaDir,
  lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
  shadowDbInitScript: "",
  migrationDirectories: scripts.map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
  })),
});

/**
 * The engine's adapter, with scripts run whole. PrismaPg cuts a script at every semicolon, which tears function bodies apart;
 * one simple query keeps them and is one transaction. The row of the applied migration is closed in that same transaction, so
 * a kill in between leaves either both or neither.
 */
export class WholeScripts extends PrismaPg {
  readonly #opened: { dispose(): Promise<void> }[] = [];

  constructor(
    config: pg.PoolConfig,
    private readonly known: ReadonlySet<string>,
  ) {
    super(config, { schema: MIGRATION_SCHEMA });
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script: string) => {
      const closing = this.known.has(script)
        ? `;UPDATE ${MIGRATION_SCHEMA}._prisma_migrations SET finished_at = now()
           WHERE finished_at IS NULL AND rolled_back_at IS NULL`
        : "";
      await adapter.underlyingDriver().query(script + closing);
    };
    readInternalChar(adapter);
    this.#opened.push(adapter);
    return adapter;
  }

  /** Ends the connections: the engine does not, and its advisory lock lives as long as they do. */
  async dispose(): Promise<void> {
    for (const adapter of this.#opened.splice(0)) await adapter.dispose();
  }
}

const CHAR_OID = 18;
const CHAR_ARRAY_OID = 1002;

/**
 * PrismaPg refuses PostgreSQL's internal "char" type, which catalogue queries return, although the engine wants it. The
 * column passes as an array of it, which PrismaPg knows, and gets its true type back on the way to the engine.
 */
function readInternalChar(adapter: Awaited<ReturnType<PrismaPg["connect"]>>): void {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>; // cast: one of its overloads
  const reading = async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR_OID) field.dataTypeID = CHAR_ARRAY_OID;
    return result;
  };
  pool.query = reading as typeof pool.query; // cast: same arguments, same answer
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (statement) => {
    const result = await queryRaw(statement);
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
}

type Bindings = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");
let loaded: Promise<Bindings> | undefined;

/** The engine sets a ten-second alarm on its lock and never clears it; the alarm must not keep a finished process alive. */
function withoutHold(name: string, run: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  if (!name.startsWith("__wbg_setTimeout_")) return run;
  return (...args) => {
    const timer = run(...args);
    if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function")
      timer.unref();
    return timer;
  };
}

/** Loads the engine once: a second instance would share the bindings' cached memory of the first and read rubbish. */
async function load(): Promise<Bindings> {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const compiled = await WebAssembly.compile(await readFile(entry.replace(/\.js$/, ".wasm")));
  const named = Object.entries(bindings) as [string, (...args: unknown[]) => unknown][]; // cast: the bindings are functions
  const imports = Object.fromEntries(
    named.map(([name, run]) => [name, withoutHold(name, run)]),
  ) as WebAssembly.ModuleImports; // cast: exactly those imports
  const instance = await WebAssembly.instantiate(compiled, { "./schema_engine_bg.js": imports });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  invariant(typeof start === "function", "the engine has a start function");
  start();
  return bindings;
}

/** Starts the schema engine on an adapter. Call `free()` when done, then dispose of the adapter. */
export async function schemaEngine(adapter: PrismaPg, datamodels: [string, string][]) {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  return SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapter));
}
