import { join } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError, env, errorFacts, log } from "@/lib/config";
import { migrate } from "@/lib/db/migrate";
import { checkTrustStore } from "@/lib/eds";
import { type DemoAccount, demoAccounts, rememberDemoAccounts } from "./demo-accounts";
import { seed } from "./seed";

// Brings the database of DATABASE_URL to this release: roles, schemas, migrations, job queue; then what the mode asks for: the
// demo gets its accounts, production refuses a database that has them. A process of its own, so that the engine's memory is
// given back. Run by the keeper before the parts start, and alone where each part is a service.

const { values: given } = parseArgs({
  options: {
    /** Stops at this migration: a backup of an earlier release is filled in there. */
    "up-to": { type: "string" },
    /** The rows come from a backup: nothing is seeded. */
    restored: { type: "boolean" },
  },
});

/** Settings that do not fit: told to the person who starts, in the words of the error. */
const WRONG_SETTINGS = 2;

async function main(): Promise<number> {
  try {
    if (env().APP_MODE === "production") checkTrustStore();
    const login = { connectionString: env().DATABASE_URL, application_name: "tiyn migrate" };
    const applied = await migrate({ prismaDir: join(process.cwd(), "prisma"), login, upTo: given["up-to"] });
    log("info", "migrate.done", { applied: applied.length, newest: applied.at(-1) });
    const accounts = given["up-to"] || given.restored ? [] : await prepareMode();
    const done = applied.length > 0 ? `${applied.length} applied` : "up to date";
    await new Promise((resolve) => (process.send ? process.send({ done, accounts }, resolve) : resolve(null)));
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) {
      log("error", "migrate.failed", errorFacts(thrown));
      return 1;
    }
    process.stderr.write(`${thrown.message}\n`);
    return WRONG_SETTINGS;
  }
}

async function prepareMode(): Promise<readonly DemoAccount[]> {
  if (env().APP_MODE === "demo") {
    const accounts = await seed();
    await rememberDemoAccounts(accounts);
    return accounts;
  }
  const found = await demoAccounts();
  if (found.length > 0)
    throw new ConfigError(
      `production refuses a database with demo accounts (${found.join(", ")}): give it another one`,
    );
  return [];
}

// Exits at once: the engine leaves idle connections behind, which would keep the process for another ten seconds.
process.exit(await main());
