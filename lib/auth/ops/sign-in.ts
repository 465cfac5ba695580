import { systemClock, systemRandomness } from "@/lib/config";
import { call } from "@/lib/db";
import { err, newId, ok, type Result } from "@/lib/kernel";
import { normalLogin } from "../core/login";
import { ADDRESS_ATTEMPTS_MAX, ATTEMPT_WINDOW_SECONDS, REALM_RULES, type Realm } from "../core/realm";
import { passwordMatches, sha256 } from "../hash";

/** Where a request comes from: the network address as far as it can be trusted, and what the browser says it is. */
export type Origin = { readonly address: string; readonly userAgent: string; readonly requestId: string };

export type TooManyAttempts = { readonly code: "too_many_attempts"; readonly minutes: number };
export type SignInError = { readonly code: "auth.wrong_credentials" } | TooManyAttempts;

type Begun =
  | { readonly waitSeconds: number }
  | { readonly account: { readonly id: string; readonly hash: string | null } | null };

type Counted = {
  readonly attemptId: string;
  readonly account: { readonly id: string; readonly hash: string | null } | null;
};

async function begin(realm: Realm, login: string, from: Origin): Promise<Result<Counted, TooManyAttempts>> {
  const attemptId = newId(systemClock, systemRandomness);
  const begun = await call<Begun>("system", "common.sign_in_begin", [
    attemptId,
    realm,
    login,
    sha256(login),
    from.address,
    REALM_RULES[realm].loginAttemptsMax,
    ADDRESS_ATTEMPTS_MAX,
    ATTEMPT_WINDOW_SECONDS,
  ]);
  if ("waitSeconds" in begun) return err({ code: "too_many_attempts", minutes: Math.ceil(begun.waitSeconds / 60) });
  return ok({ attemptId, account: begun.account });
}

/** Counts a try at something else than a password, under a name that is no login; it is never forgiven before its time. */
export async function countTry(realm: Realm, name: string, from: Origin): Promise<Result<undefined, TooManyAttempts>> {
  const counted = await begin(realm, name, from);
  return counted.ok ? ok(undefined) : counted;
}

/** A checked try: whose password it was. The caller decides what a right one opens. */
type Checked = { readonly accountId: string; readonly mustChangePassword: boolean; readonly hash: string };

/**
 * Checks a login and a password. Nothing in the answer or in the work done says which of the two was wrong. Tries are counted in
 * the database, per login and per address, before the password is looked at: all processes share the count.
 */
export async function checkPassword(
  realm: Realm,
  login: string,
  password: string,
  from: Origin,
): Promise<Result<Checked, SignInError>> {
  const counted = await begin(realm, normalLogin(login), from);
  if (!counted.ok) return counted;
  const { attemptId, account } = counted.value;
  const matches = await passwordMatches(password, account?.hash ?? null);
  const mustChangePassword = await call<boolean | null>("system", "common.sign_in_end", [
    attemptId,
    matches,
    account?.id ?? null,
    newId(systemClock, systemRandomness),
    from.requestId,
  ]);
  if (!matches || !account?.hash) return err({ code: "auth.wrong_credentials" });
  return ok({ accountId: account.id, mustChangePassword: mustChangePassword === true, hash: account.hash });
}

/** Finds who signs in with a login and a password of a realm. */
export async function signInWithPassword(
  command: { readonly realm: Realm; readonly login: string; readonly password: string },
  from: Origin,
): Promise<Result<{ accountId: string; mustChangePassword: boolean }, SignInError>> {
  const checked = await checkPassword(command.realm, command.login, command.password, from);
  if (!checked.ok) return checked;
  const { accountId, mustChangePassword } = checked.value;
  return ok({ accountId, mustChangePassword });
}

/** Finds the account of a person who proved both numbers with a digital signature, or null where there is none. */
export async function accountByEds(signer: {
  readonly realm: Realm;
  readonly iin: string;
  readonly xin: string;
}): Promise<{ accountId: string } | null> {
  const id = await call<string | null>("system", "common.account_by_eds", [signer.realm, signer.iin, signer.xin]);
  return id === null ? null : { accountId: id };
}
