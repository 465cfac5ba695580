import { type Tx, withTenant } from "@/lib/db";
import { present } from "@/lib/kernel";

export type NewClient = {
  readonly tenantId: string;
  readonly xin: string;
  readonly name: string;
  readonly headName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address?: string | null;
  readonly createdAt: Date;
};

export type NewUser = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly name: string;
  readonly login: string;
  readonly email: string | null;
  readonly createdAt: Date;
};

export type UserCard = {
  readonly number: number;
  readonly name: string;
  readonly position: string | null;
  readonly email: string | null;
};

const first = (rows: readonly { number: number }[]): number => present(rows[0], "a sequence answers").number;

/** The tenant of a taxpayer's client, or null. */
export const clientOfTaxpayer = async (tx: Tx, xin: string): Promise<string | null> =>
  (await tx.operatorClient.findUnique({ where: { xin }, select: { tenantId: true } }))?.tenantId ?? null;

/** Writes a client with the next personal account; a second one of the same taxpayer breaks a unique constraint. */
export async function insertClient(tx: Tx, client: NewClient): Promise<void> {
  const accountNumber = first(await tx.$queryRaw`SELECT nextval('operator.account_number_seq')::int AS number`);
  await tx.operatorClient.create({ data: { ...client, accountNumber } });
}

/** Writes a user under the next number, which is answered. */
export async function insertUser(tx: Tx, user: NewUser): Promise<number> {
  const number = first(await tx.$queryRaw`SELECT nextval('operator.user_number_seq')::int AS number`);
  await tx.portalUser.create({ data: { ...user, number } });
  return number;
}

/** Changes how a user is written down. Answers whether this client has such a user. */
export async function updateUser(tx: Tx, tenantId: string, { number, ...card }: UserCard): Promise<boolean> {
  const { count } = await tx.portalUser.updateMany({ where: { tenantId, number }, data: card });
  return count > 0;
}

/** Notes when an account was last here. */
export async function writeVisit(tx: Tx, tenantId: string, accountId: string, at: Date): Promise<void> {
  await tx.portalUser.updateMany({ where: { tenantId, accountId }, data: { lastVisitAt: at } });
}

/** The user of a client whose account this is, or null. */
export const userOfAccount = (tenantId: string, accountId: string): Promise<{ number: number; name: string } | null> =>
  withTenant(tenantId, (tx) =>
    tx.portalUser.findFirst({ where: { tenantId, accountId }, select: { number: true, name: true } }),
  );
