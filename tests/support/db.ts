import { randomBytes } from "node:crypto";
import type pg from "pg";
import { inject } from "vitest";
import { addressOf, withConnection } from "./server";

/** A migrated and seeded database of one's own. Files of `tests/integration` already have one in DATABASE_URL. */
export async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const server = inject("serverUrl");
  const prefix = inject("databasePrefix");
  const name = `${prefix}${randomBytes(4).toString("hex")}`;
  await withConnection(server, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${prefix}template STRATEGY FILE_COPY`),
  );
  return {
    url: addressOf(server, name),
    drop: () =>
      withConnection(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** Looks into this file's database past row security, to assert on what is really there. */
export async function look<Row extends pg.QueryResultRow>(
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("this file has a database of its own");
  return withConnection(url, async (client) => (await client.query<Row>(sql, [...values])).rows);
}
