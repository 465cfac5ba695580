import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { errorFacts, log } from "@/lib/config";
import { link } from "@/lib/db";

export type Readiness = {
  readonly ready: boolean;
  readonly database: "ok" | "failed";
  readonly migrations: "ok" | "other";
};

let newest: Promise<string | undefined> | undefined;

/** The newest migration this release brings. */
async function expectedMigration(): Promise<string | undefined> {
  const entries = await readdir(join(process.cwd(), "prisma", "migrations"), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .at(-1);
}

/**
 * Says whether requests may be sent here: the database takes a write, and it stands at the migrations of this release. The
 * probe writes a record to the log of the database that belongs to no table.
 */
export async function readiness(): Promise<Readiness> {
  try {
    newest ??= expectedMigration();
    const { pool } = link("app");
    await pool.query("SELECT pg_logical_emit_message(true, 'tiyn.probe', '')");
    const { rows } = await pool.query<{ name: string }>(
      `SELECT migration_name AS name FROM migration._prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name DESC LIMIT 1`,
    );
    const current = rows[0]?.name === (await newest);
    return { ready: current, database: "ok", migrations: current ? "ok" : "other" };
  } catch (thrown) {
    log("warn", "readiness.failed", errorFacts(thrown));
    return { ready: false, database: "failed", migrations: "other" };
  }
}
