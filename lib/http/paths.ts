import type { AccountKind, Realm } from "@/lib/auth";

export const SIGN_IN_PATH: Readonly<Record<Realm, string>> = {
  cabinet: "/sign-in",
  pos: "/pos/sign-in",
  ofd: "/ofd/sign-in",
};

/** Where somebody with a temporary password is led, and anybody may change theirs. Outside every area, so no layout turns it away. */
export const passwordPath = (realm: Realm): string => `/password/${realm}`;

export const HOME: Readonly<Record<AccountKind, string>> = {
  owner: "/cabinet",
  manager: "/cabinet/registers",
  accountant: "/cabinet/billing",
  admin: "/admin",
  cashier: "/pos",
  ofd_admin: "/ofd",
  ofd_staff: "/ofd/staff",
};

const LOCK_PATH = "/pos/lock";

/** Where a locked till asks for its PIN, with the way back. */
export const lockPath = (path: string): string => `${LOCK_PATH}?next=${encodeURIComponent(path)}`;

/** The way to the sign-in page, with the way back. */
export const signInPath = (realm: Realm, path: string): string =>
  `${SIGN_IN_PATH[realm]}?next=${encodeURIComponent(path)}`;

const LOCAL = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;

/** Where to go after signing in: the page that was asked for where it is of the person's own area, else the area's first page. */
export function pathAfterSignIn(kind: AccountKind, next: string | undefined): string {
  const home = HOME[kind];
  const wanted = next ?? "";
  const area = `/${home.split("/")[1]}`;
  const own = wanted === area || wanted.startsWith(`${area}/`) || wanted.startsWith(`${area}?`);
  const asksWho = [SIGN_IN_PATH.pos, LOCK_PATH].some((path) => wanted.startsWith(path));
  return own && LOCAL.test(wanted) && !asksWho ? wanted : home;
}
