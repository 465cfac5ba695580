import { invariant, isId, limits } from "@/lib/kernel";
import { link } from "./client";
import type { Prisma } from "./generated/client";

/** An open transaction. It already carries its tenant, where it has one. */
export type Tx = Prisma.TransactionClient;

export type TransactionOptions = {
  /** How long the whole work may take. */
  readonly timeoutMs?: number;
};

const codeOf = (thrown: unknown): string => {
  if (typeof thrown !== "object" || thrown === null) return "";
  const { code, cause, meta } = thrown as { code?: unknown; cause?: unknown; meta?: { code?: unknown } }; // cast: read only
  const inner = cause && typeof cause === "object" ? (cause as { originalCode?: unknown }).originalCode : undefined; // cast: read only
  return [code, inner, meta?.code].filter((part) => typeof part === "string").join(" ");
};

/** Serialisation failure, deadlock, or Prisma's name for either: the whole work may simply be done again. */
const REPEATABLE = /P2034|40001|40P01/;

/** Tells whether a failed write broke a unique constraint. */
export const isUniqueViolation = (thrown: unknown): boolean => /P2002|23505/.test(codeOf(thrown));

async function repeat<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      if (attempt >= limits.transactionAttemptsMax || !REPEATABLE.test(codeOf(thrown))) throw thrown;
    }
  }
}

/**
 * Runs ordinary reads and writes of one tenant in one transaction, with row security bound to that tenant.
 * The work is repeated as a whole when the database asks for it, so it must hold no effect but its writes.
 * No network call belongs inside.
 */
export async function withTenant<T>(
  tenantId: string,
  work: (tx: Tx) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  invariant(isId(tenantId), "tenant is an id");
  return repeat(() =>
    link("app").prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT set_config('tiyn.tenant', ${tenantId}, true)`;
        return work(tx);
      },
      { maxWait: 5_000, timeout: options?.timeoutMs ?? 10_000 },
    ),
  );
}

/**
 * Runs work as the system role, which sees what policies open to it across tenants. Only the modules listed in
 * lib/db/README.md may call it (a test compares).
 */
export async function withSystem<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T> {
  return repeat(() =>
    link("system").prisma.$transaction(work, { maxWait: 5_000, timeout: options?.timeoutMs ?? 10_000 }),
  );
}
