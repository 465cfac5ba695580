import path from "node:path";
import type pg from "pg";
import { readModels, schemaEngine, WholeScripts } from "./schema-engine";

/**
 * Compares a migrated database with the schema files. Answers the SQL that would bring it in step, or an empty text when
 * both agree. Functions, policies, checks and grants are beyond the engine's sight.
 */
export async function schemaDrift(prismaDir: string, database: pg.PoolConfig): Promise<string> {
  const adapter = new WholeScripts(database, new Set());
  const models = await readModels(path.join(prismaDir, "schema"));
  const files = models.map(([file, content]) => ({ path: file, content }));
  const engine = await schemaEngine(adapter, models);
  try {
    const difference = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: prismaDir },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return difference.exitCode === 0 ? "" : (difference.stdout ?? "");
  } finally {
    engine.free();
    await adapter.dispose();
  }
}
