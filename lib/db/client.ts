import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env, errorFacts, log } from "@/lib/config";
import { present } from "@/lib/kernel";
import { PrismaClient } from "./generated/client";
import { OrderlyClient } from "./orderly-client";

/** What a connection may do. `app` serves requests, `system` the worker, admin area and named look-ups, `owner` migrates. */
export type Role = "app" | "system" | "owner";

/** How long a statement, a lock or an idle transaction may last before the database ends it. */
const TIMEOUTS = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=30s";

/** Where a role connects: its own address, or the common one with the role taken at start-up. */
export function connectionOf(role: Role): pg.PoolConfig {
  const settings = env();
  const own = {
    app: settings.DATABASE_URL_APP,
    system: settings.DATABASE_URL_SYSTEM,
    owner: settings.DATABASE_URL_OWNER,
  };
  const takeRole = own[role] ? "" : `-c role=tiyn_${role} `;
  return {
    connectionString: own[role] ?? settings.DATABASE_URL,
    options: `${takeRole}-c timezone=UTC ${TIMEOUTS}`,
    application_name: `tiyn ${role}`,
  };
}

/** How long an answer may take: a little longer than the database lets a statement run. */
const ANSWER_MS = 35_000;

type Link = { readonly pool: pg.Pool; readonly prisma: PrismaClient };

// Next's development server loads modules anew; the pools must outlive that, so they hang on the process.
const shelf = globalThis as { __tiynLinks?: Map<Role, Link> }; // cast: our own key
shelf.__tiynLinks ??= new Map();
const links = shelf.__tiynLinks;

function connect(role: Role): Link {
  const pool = new pg.Pool({
    ...connectionOf(role),
    Client: OrderlyClient,
    max: env().DATABASE_POOL_MAX,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // A link that broke without a word answers nothing, not even that the statement took too long: what waits then must not for ever.
    query_timeout: ANSWER_MS,
    keepAlive: true,
  });
  pool.on("error", (error) => log("warn", "db.connection_lost", errorFacts(error)));
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

/** The connections of a role, made at first use and kept for the life of the process. */
export function link(role: Role): Link {
  if (!links.has(role)) links.set(role, connect(role));
  return present(links.get(role), "a link just made is there");
}

/** Ends all connections, for a graceful stop and for tests. */
export async function disconnect(): Promise<void> {
  const open = [...links.values()];
  links.clear();
  for (const { prisma, pool } of open) {
    await prisma.$disconnect();
    await pool.end();
  }
}
