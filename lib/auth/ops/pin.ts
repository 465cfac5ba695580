import { systemClock, systemRandomness } from "@/lib/config";
import { call } from "@/lib/db";
import { err, newId, ok, type Result } from "@/lib/kernel";
import { checkPinRules, PIN_TRIES_MAX, type PinRuleError } from "../core/pin";
import { hashPassword, passwordMatches, sha256 } from "../hash";
import type { Session } from "./sessions";
import { checkPassword, type Origin, type TooManyAttempts } from "./sign-in";

export type SetPinError =
  | PinRuleError
  | TooManyAttempts
  | { readonly code: "auth.current_password_wrong" }
  | { readonly code: "busy" };

export type LockError = { readonly code: "auth.pin_missing" };
export type UnlockError = { readonly code: "auth.pin_wrong"; readonly left: number } | { readonly code: "signed_out" };

/** Gives the account of an open session a PIN. The password is asked for, since a till left open is anybody's. */
export async function setPin(
  session: Session,
  command: { readonly password: string; readonly pin: string },
  from: Origin,
): Promise<Result<undefined, SetPinError>> {
  const rules = checkPinRules(command.pin);
  if (!rules.ok) return rules;
  const checked = await checkPassword(session.realm, session.login, command.password, from);
  if (!checked.ok)
    return checked.error.code === "auth.wrong_credentials"
      ? err({ code: "auth.current_password_wrong" })
      : err(checked.error);
  const set = await call<boolean>("system", "common.account_set_pin", [
    sha256(session.sid),
    checked.value.hash,
    await hashPassword(rules.value),
    newId(systemClock, systemRandomness),
    from.requestId,
  ]);
  return set ? ok(undefined) : err({ code: "busy" });
}

/** Locks a session: from here on it does nothing, in any tab or process, until its PIN is typed. Locking twice is once. */
export async function lockSession(session: Session): Promise<Result<undefined, LockError>> {
  const locked = await call<boolean>("app", "common.session_lock", [sha256(session.sid)]);
  return locked ? ok(undefined) : err({ code: "auth.pin_missing" });
}

/**
 * Opens a locked session with its PIN. Tries are counted in the database before the PIN is looked at; the last wrong one ends the
 * session, so that the password is asked.
 */
export async function unlockSession(
  session: Session,
  pin: string,
  from: Origin,
): Promise<Result<undefined, UnlockError>> {
  if (!session.locked) return ok(undefined);
  const sid = sha256(session.sid);
  const hash = await call<string | null>("system", "common.pin_begin", [sid, PIN_TRIES_MAX]);
  if (hash === null) return err({ code: "signed_out" });
  const matches = await passwordMatches(pin, hash);
  const left = await call<number | null>("system", "common.pin_end", [
    sid,
    hash,
    matches,
    PIN_TRIES_MAX,
    newId(systemClock, systemRandomness),
    from.requestId,
  ]);
  if (left === null || left === 0) return err({ code: "signed_out" });
  return matches ? ok(undefined) : err({ code: "auth.pin_wrong", left });
}
