import type pg from "pg";
import { withConnection } from "./server";

/** Looks into the database of DATABASE_URL past row security, to assert on what is really there. */
export async function look<Row extends pg.QueryResultRow>(
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("there is a database of our own");
  return withConnection(url, async (client) => (await client.query<Row>(sql, [...values])).rows);
}
