import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { addressOf, withConnection } from "./server";

export { look } from "./look";

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
