import { afterAll, beforeAll, expect, test } from "vitest";
import { withSystem } from "@/lib/db";
import { freshDatabase, look } from "../support/db";
import { throwawayServer, withConnection } from "../support/server";

test("a file of tests has a migrated database of its own", async () => {
  const rows = await look<{ name: string }>("SELECT migration_name AS name FROM migration._prisma_migrations");
  expect(rows.map(({ name }) => name)).toContain("0001_base");
  const other = await freshDatabase();
  await withConnection(other.url, (client) => client.query("CREATE TABLE public.only_there (id int)"));
  expect(await look("SELECT to_regclass('public.only_there') AS found")).toEqual([{ found: null }]);
  await other.drop();
});

test("the product's own connection reaches the same database", async () => {
  const [mine] = await look<{ name: string }>("SELECT current_database() AS name");
  const seen = await withSystem((tx) => tx.$queryRaw<{ name: string }[]>`SELECT current_database()::text AS name`);
  expect(seen).toEqual([mine]);
});

let server: Awaited<ReturnType<typeof throwawayServer>>;
beforeAll(async () => {
  server = await throwawayServer();
});
afterAll(() => server.stop());

test("the embedded server is PostgreSQL 18 in UTF-8 and takes a commit", async () => {
  const facts = await withConnection(server.url, async (client) => {
    await client.query("CREATE TABLE t (word text)");
    await client.query("INSERT INTO t VALUES ('Тиын ₸ қолма-қол')");
    const { rows } = await client.query(
      "SELECT word, current_setting('server_version_num')::int / 10000 AS major, current_setting('server_encoding') AS encoding FROM t",
    );
    return rows[0];
  });
  expect(facts).toEqual({ word: "Тиын ₸ қолма-қол", major: 18, encoding: "UTF8" });
});
