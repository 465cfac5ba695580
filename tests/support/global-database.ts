import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/db/migrate";
import { bundledEdsThread } from "./eds-threads";
import { testEnvironment } from "./environment";
import { addressOf, reap, testServer, withConnection } from "./server";

declare module "vitest" {
  interface ProvidedContext {
    /** Superuser's address of the test server. */
    serverUrl: string;
    /** Begins the name of every database of this run. */
    databasePrefix: string;
  }
}

/** Starts or finds the server, and makes the migrated database of which every test file gets a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundledEdsThread();
  const server = await testServer();
  const prefix = `tiyn_test_${process.pid}_${Date.now().toString(36)}_`;
  const reaper = reap({ databases: { url: server.url, prefix } });
  const template = `${prefix}template`;
  await withConnection(server.url, (client) => client.query(`CREATE DATABASE ${template}`));
  const url = addressOf(server.url, template);
  Object.assign(process.env, testEnvironment, { DATABASE_URL: url });
  await migrate({ prismaDir: join(process.cwd(), "prisma"), login: { connectionString: url } });
  project.provide("serverUrl", server.url);
  project.provide("databasePrefix", prefix);
  return async () => {
    reaper.release();
    await withConnection(server.url, async (client) => {
      const { rows } = await client.query<{ datname: string }>(
        "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
        [prefix],
      );
      for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    });
    await server.stop();
  };
}
