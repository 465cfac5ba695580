export { AREA_CAPABILITY, type Capability, can } from "./core/capability";
export { checkPasswordRules, PASSWORD_LENGTH_MIN, type PasswordRuleError } from "./core/password-rules";
export { PIN_DIGITS_MAX, PIN_DIGITS_MIN } from "./core/pin";
export {
  type AccountKind,
  isRealm,
  MEMBER_KINDS,
  type MemberKind,
  REALM_OF,
  REALM_RULES,
  type Realm,
} from "./core/realm";
export { makeTemporaryPassword } from "./core/temporary-password";
export { deviceName } from "./core/user-agent";
export { hashPassword } from "./hash";
export {
  accountIin,
  changeMemberKind,
  createAccount,
  disableAccount,
  enableAccount,
  type LoginTaken,
  setTemporaryPassword,
} from "./ops/accounts";
export { type ChangePasswordError, changePassword } from "./ops/change-password";
export { lockSession, setPin, unlockSession } from "./ops/pin";
export {
  authJobs,
  type LinkStale,
  loginOfResetLink,
  RESET_LINK_MINUTES,
  requestPasswordReset,
  resetPassword,
} from "./ops/reset-password";
export {
  endOtherSessions,
  endSession,
  listSessions,
  openSession,
  readSession,
  type Session,
  type SessionRow,
} from "./ops/sessions";
export { accountByEds, type SignInError, signInWithPassword, type TooManyAttempts } from "./ops/sign-in";
export { throttle } from "./ops/throttle";

import type { LoginTaken } from "./ops/accounts";
import type { ChangePasswordError } from "./ops/change-password";
import type { LockError, SetPinError, UnlockError } from "./ops/pin";
import type { LinkStale } from "./ops/reset-password";
import type { SignInError } from "./ops/sign-in";

/** Every refusal of this room. */
export type AuthError =
  | LoginTaken
  | ChangePasswordError
  | LinkStale
  | SignInError
  | SetPinError
  | LockError
  | UnlockError
  | { readonly code: "auth.locked" }
  | { readonly code: "auth.must_change_password" };
