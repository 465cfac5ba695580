/** Where one signs in. Each realm has its own cookie, limits and sessions, so all may be open in one browser. */
export const REALMS = ["cabinet", "pos", "ofd"] as const;
export type Realm = (typeof REALMS)[number];

export type AccountKind = "owner" | "manager" | "accountant" | "admin" | "cashier" | "ofd_admin" | "ofd_staff";

/** People of an organisation beside its owner: they sign in with a key of its БИН alone. */
export const MEMBER_KINDS = ["manager", "accountant"] as const satisfies readonly AccountKind[];
export type MemberKind = (typeof MEMBER_KINDS)[number];

export const isRealm = (text: unknown): text is Realm => REALMS.some((realm) => realm === text);

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export type RealmRules = {
  /** A session unused for so long is over. The till locks itself earlier, to its PIN. */
  readonly idleSeconds: number;
  /** A session ends after so long, used or not. */
  readonly lifeSeconds: number;
  /** Wrong passwords for one login within the window before it must wait. */
  readonly loginAttemptsMax: number;
};

/** Tries from one address within the window, over all logins and realms. */
export const ADDRESS_ATTEMPTS_MAX = 50;
export const ATTEMPT_WINDOW_SECONDS = 15 * MINUTE;

export const REALM_RULES: Readonly<Record<Realm, RealmRules>> = {
  cabinet: { idleSeconds: 30 * MINUTE, lifeSeconds: 12 * HOUR, loginAttemptsMax: 10 },
  pos: { idleSeconds: 12 * HOUR, lifeSeconds: 12 * HOUR, loginAttemptsMax: 5 },
  ofd: { idleSeconds: 30 * MINUTE, lifeSeconds: 12 * HOUR, loginAttemptsMax: 10 },
};

/** Who lives in which realm. */
export const REALM_OF: Readonly<Record<AccountKind, Realm>> = {
  owner: "cabinet",
  manager: "cabinet",
  accountant: "cabinet",
  admin: "cabinet",
  cashier: "pos",
  ofd_admin: "ofd",
  ofd_staff: "ofd",
};
