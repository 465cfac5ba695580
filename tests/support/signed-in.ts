import { type AccountKind, createAccount, openSession, REALM_OF, type Realm } from "@/lib/auth";
import { systemClock, systemRandomness } from "@/lib/config";
import { withSystem } from "@/lib/db";
import { sealSid, sessionCookie } from "@/lib/http/next-auth";
import { newId } from "@/lib/kernel";
import { Browser } from "./browser";

export const someId = (): string => newId(systemClock, systemRandomness);

export type SignedIn = {
  readonly browser: Browser;
  readonly accountId: string;
  /** Empty for an administrator. */
  readonly tenantId: string;
  readonly login: string;
  readonly realm: Realm;
};

export type Who = {
  readonly tenantId?: string;
  readonly accountId?: string;
  readonly name?: string;
  readonly login?: string;
  readonly iin?: string;
  readonly xin?: string;
  readonly password?: string;
  readonly mustChangePassword?: boolean;
  /** Signs in here beside whoever is signed in already. */
  readonly browser?: Browser;
};

/** Whoever belongs to no tenant and sees all of them. */
export const SEES_ALL: readonly AccountKind[] = ["admin", "ofd_staff"];

/** Makes an account of a kind and a browser in which it is signed in. The tenant is new unless one is given. */
export async function givenSignedIn(kind: AccountKind, who: Who = {}): Promise<SignedIn> {
  const realm = REALM_OF[kind];
  const tenantId = SEES_ALL.includes(kind) ? null : (who.tenantId ?? someId());
  const accountId = who.accountId ?? someId();
  const { browser = new Browser(), name = "Ахметов Д. С.", login = `${accountId}@example.kz`, ...rest } = who;
  const account = { ...rest, id: accountId, realm, kind, tenantId, login, name };
  const made = await withSystem((tx) => createAccount(tx, account));
  if (!made.ok) throw new Error(`the login ${login} is free`);
  await signInAgain(realm, accountId, browser);
  return { browser, accountId, tenantId: tenantId ?? "", login, realm };
}

/** Opens a session of an account that exists. */
export async function signInAgain(realm: Realm, accountId: string, browser = new Browser()): Promise<Browser> {
  const from = { address: "10.9.9.9", userAgent: "Firefox/130 Windows", requestId: "test" };
  const opened = await openSession(realm, accountId, from, "password", null);
  if (!opened.ok) throw new Error("the account is open");
  browser.cookies.set(sessionCookie(realm).name, await sealSid(realm, opened.value.sid));
  return browser;
}

export const givenOwner = (who?: Who) => givenSignedIn("owner", who);
export const givenAdmin = (who?: Who) => givenSignedIn("admin", who);
export const givenCashier = (who?: Who) => givenSignedIn("cashier", who);
export const givenOfdAdmin = (who?: Who) => givenSignedIn("ofd_admin", who);
