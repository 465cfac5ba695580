import { join } from "node:path";
import { env, errorFacts, log } from "@/lib/config";
import { migrate } from "@/lib/db/migrate";

// Brings the database of DATABASE_URL to this release: roles, schemas, migrations, job queue. A process of its own, so that the
// engine's memory is given back. Run by the keeper before the parts start, and alone where each part is a service.

async function main(): Promise<number> {
  try {
    const login = { connectionString: env().DATABASE_URL, application_name: "tiyn migrate" };
    const applied = await migrate({ prismaDir: join(process.cwd(), "prisma"), login });
    log("info", "migrate.done", { applied: applied.length, newest: applied.at(-1) });
    const done = applied.length > 0 ? `${applied.length} applied` : "up to date";
    await new Promise((resolve) => (process.send ? process.send({ done }, resolve) : resolve(null)));
    return 0;
  } catch (thrown) {
    log("error", "migrate.failed", errorFacts(thrown));
    return 1;
  }
}

// Exits at once: the engine leaves idle connections behind, which would keep the process for another ten seconds.
process.exit(await main());
