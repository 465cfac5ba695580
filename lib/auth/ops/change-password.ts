import { systemClock, systemRandomness } from "@/lib/config";
import { call } from "@/lib/db";
import { err, newId, ok, type Result } from "@/lib/kernel";
import { checkPasswordRules, type PasswordRuleError } from "../core/password-rules";
import { hashPassword, sha256 } from "../hash";
import type { Session } from "./sessions";
import { checkPassword, type Origin } from "./sign-in";

export type ChangePasswordError =
  | PasswordRuleError
  | { readonly code: "auth.current_password_wrong" }
  | { readonly code: "auth.password_same" }
  | { readonly code: "too_many_attempts"; readonly minutes: number }
  | { readonly code: "busy" };

/**
 * Replaces the password of whoever is signed in, who proves to know the present one. Tries count like those of signing in. Every
 * other session of the account ends.
 */
export async function changePassword(
  session: Session,
  command: { readonly current: string; readonly next: string },
  from: Origin,
): Promise<Result<undefined, ChangePasswordError>> {
  const rules = checkPasswordRules(command.next, session.login);
  if (!rules.ok) return rules;
  const checked = await checkPassword(session.realm, session.login, command.current, from);
  if (!checked.ok)
    return checked.error.code === "auth.wrong_credentials"
      ? err({ code: "auth.current_password_wrong" })
      : err(checked.error);
  if (command.next === command.current) return err({ code: "auth.password_same" });
  const changed = await call<boolean>("system", "common.account_change_password", [
    sha256(session.sid),
    checked.value.hash,
    await hashPassword(rules.value),
    newId(systemClock, systemRandomness),
    from.requestId,
  ]);
  return changed ? ok(undefined) : err({ code: "busy" });
}
