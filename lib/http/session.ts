import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import {
  AREA_CAPABILITY,
  type Capability,
  can,
  endSession,
  isRealm,
  openSession,
  type Realm,
  readSession,
  type Session,
} from "@/lib/auth";
import type { Result } from "@/lib/kernel";
import { sealSid, sessionCookie, unsealSid } from "./next-auth";
import { lockPath, passwordPath, SIGN_IN_PATH, signInPath } from "./paths";
import { requestFacts } from "./request";
import { isSameOrigin } from "./same-origin";

/** A capability, or `any`: everybody of the realm, also with a password still to be changed. */
export type Need = Capability | "any";

async function sidOf(realm: Realm): Promise<string | null> {
  const value = (await cookies()).get(sessionCookie(realm).name)?.value;
  return value ? unsealSid(realm, value) : null;
}

/** The living session of a realm in this browser, or null. Asked of the database once per page. */
export const currentSession = cache(async (realm: Realm): Promise<Session | null> => {
  const sid = await sidOf(realm);
  return sid === null ? null : readSession(realm, sid);
});

/** Tells whether a session may do what an area or page needs. */
export const mayDo = (session: Session, need: Need | undefined): boolean =>
  need === "any" || can(session.kind, need ?? AREA_CAPABILITY[session.realm]);

/**
 * For pages: whoever is signed in to a realm and may do this. Others are led to sign in, or see that there is no such page; a
 * temporary password leads to changing it first, and a locked till to its PIN.
 */
export async function requireSession(realm: Realm, need?: Need): Promise<Session> {
  const session = await currentSession(realm);
  if (!session) redirect(signInPath(realm, (await requestFacts()).path));
  if (session.mustChangePassword && need !== "any") redirect(passwordPath(realm));
  if (session.locked && need !== "any") redirect(lockPath((await requestFacts()).path));
  if (!mayDo(session, need)) notFound();
  return session;
}

/** Signs a browser in: a new session row, its sid sealed into the cookie of the realm. Ends the one it had there. */
export async function startSession(
  realm: Realm,
  accountId: string,
  method: "password" | "eds",
): Promise<Result<Session, { readonly code: "auth.wrong_credentials" }>> {
  const opened = await openSession(realm, accountId, await requestFacts(), method, await sidOf(realm));
  if (!opened.ok) return opened;
  const session = await readSession(realm, opened.value.sid);
  if (!session) return { ok: false, error: { code: "auth.wrong_credentials" } };
  const { name, options } = sessionCookie(realm);
  (await cookies()).set(name, await sealSid(realm, opened.value.sid), { ...options, expires: opened.value.expiresAt });
  return { ok: true, value: session };
}

/** Signs a browser out of a realm: the row is gone, so a copied cookie opens nothing. */
async function finishSession(realm: Realm): Promise<void> {
  const sid = await sidOf(realm);
  if (sid !== null) await endSession(realm, sid);
  const { name, options } = sessionCookie(realm);
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** Ends the session of a realm named by a form of ours and leads to its sign-in page. Anything else changes nothing. */
export async function leaveRealm(realm: unknown): Promise<void> {
  if (!isRealm(realm) || !isSameOrigin(await headers())) return;
  await finishSession(realm);
  redirect(SIGN_IN_PATH[realm]);
}
