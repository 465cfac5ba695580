import { systemClock, systemRandomness } from "@/lib/config";
import type { Tx } from "@/lib/db";
import { err, invariant, newId, ok, type Result } from "@/lib/kernel";
import { normalLogin } from "../core/login";
import { type AccountKind, type MemberKind, REALM_OF, type Realm } from "../core/realm";
import { hashPassword, sha256 } from "../hash";

export type NewAccount = {
  /** Given where a row of another room has to carry the same id. */
  readonly id?: string;
  readonly realm: Realm;
  readonly kind: AccountKind;
  readonly tenantId: string | null;
  readonly login: string;
  /** As people know the person. */
  readonly name: string;
  /** The person's own number and that of the taxpayer: both together let a digital signature sign in. */
  readonly iin?: string | null;
  readonly xin?: string | null;
  /** Absent: the account signs in with a digital signature alone. Rules are checked before, by `checkPasswordRules`. */
  readonly password?: string;
  /** What `hashPassword` made of a password chosen earlier, so that the password itself was never kept. */
  readonly passwordHash?: string;
  readonly mustChangePassword?: boolean;
};

export type LoginTaken = { readonly code: "auth.login_taken" };

const answered = (rows: readonly { done: boolean }[]): boolean => rows[0]?.done === true;

/** Makes an account in the caller's transaction. A login belongs to one account of its realm, whoever comes first. */
export async function createAccount(tx: Tx, account: NewAccount): Promise<Result<{ id: string }, LoginTaken>> {
  invariant(REALM_OF[account.kind] === account.realm, "an account lives in the realm of its kind");
  const id = account.id ?? newId(systemClock, systemRandomness);
  const { password, passwordHash } = account;
  const hash = password === undefined ? (passwordHash ?? null) : await hashPassword(password);
  const rows = await tx.$queryRaw<
    { done: boolean }[]
  >`SELECT common.account_create(${id}::uuid, ${account.realm}, ${account.kind},
    ${account.tenantId}::uuid, ${normalLogin(account.login)}, ${account.name}, ${account.iin ?? null}, ${account.xin ?? null},
    ${hash}, ${account.mustChangePassword ?? false}) AS done`;
  return answered(rows) ? ok({ id }) : err({ code: "auth.login_taken" });
}

/**
 * Gives an account a password that has to be changed at the next sign-in. Its sessions end, and a login locked by wrong tries
 * opens again. Answers whether the tenant has such an account.
 */
export async function setTemporaryPassword(tx: Tx, accountId: string, password: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { login: string | null }[]
  >`SELECT common.account_login(${accountId}::uuid) AS login`;
  if (!row?.login) return false;
  const hash = await hashPassword(password);
  return answered(
    await tx.$queryRaw`SELECT common.account_set_password(${accountId}::uuid, ${hash}, true, ${sha256(row.login)}) AS done`,
  );
}

/** Gives a member's account another role, from the next request on. Answers whether the tenant has such a member. */
export const changeMemberKind = async (tx: Tx, accountId: string, kind: MemberKind): Promise<boolean> =>
  answered(await tx.$queryRaw`SELECT common.account_set_member_kind(${accountId}::uuid, ${kind}) AS done`);

/** The person's own number behind an account of the tenant; null where the account has none. */
export async function accountIin(tx: Tx, accountId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ iin: string | null }[]>`SELECT common.account_iin(${accountId}::uuid) AS iin`;
  return row?.iin ?? null;
}

/** Closes an account: every session of it is over at once, in every process. Answers whether the tenant has such an account. */
export const disableAccount = async (tx: Tx, accountId: string): Promise<boolean> =>
  answered(await tx.$queryRaw`SELECT common.account_disable(${accountId}::uuid) AS done`);

/** Opens a closed account again; it signs in anew. Answers whether the tenant has such an account. */
export const enableAccount = async (tx: Tx, accountId: string): Promise<boolean> =>
  answered(await tx.$queryRaw`SELECT common.account_enable(${accountId}::uuid) AS done`);
