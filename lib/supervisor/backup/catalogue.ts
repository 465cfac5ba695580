import type pg from "pg";

export const SCHEMAS = ["common", "cabinet", "operator"] as const;

export type Table = { readonly name: string; readonly columns: readonly string[]; readonly heavy: boolean };

/** Our tables, each after the tables its foreign keys point to. Computed columns are left out: they follow from the others. */
export async function tablesInOrder(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(
    `SELECT c.oid::regclass::text AS name,
       array(SELECT quote_ident(attname) FROM pg_attribute
             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns,
       EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND NOT attisdropped AND atttypid IN ('bytea'::regtype, 'bytea[]'::regtype)) AS heavy,
       array(SELECT DISTINCT confrelid::regclass::text FROM pg_constraint
             WHERE conrelid = c.oid AND contype = 'f' AND confrelid <> c.oid) AS needs
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname = ANY($1) ORDER BY 1`,
    [SCHEMAS],
  );
  const left = new Map(rows.map((row) => [row.name, row]));
  const ordered: Table[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(({ needs }) => needs.every((name) => !left.has(name)));
    if (free.length === 0) throw new Error(`foreign keys go in a circle: ${[...left.keys()].join(", ")}`);
    for (const { name, columns, heavy } of free) {
      ordered.push({ name, columns, heavy });
      left.delete(name);
    }
  }
  return ordered;
}

export async function sequences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND n.nspname = ANY($1) ORDER BY 1`,
    [SCHEMAS],
  );
  return rows.map(({ name }) => name);
}

/** The migrations a database stands at, with the checksums of their texts. */
export async function appliedMigrations(client: pg.Client): Promise<{ name: string; checksum: string }[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM migration._prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  );
  return rows;
}
