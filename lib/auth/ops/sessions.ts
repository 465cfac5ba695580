import { systemClock, systemRandomness } from "@/lib/config";
import { call } from "@/lib/db";
import { err, isId, newId, ok, type Result } from "@/lib/kernel";
import { type AccountKind, REALM_RULES, type Realm } from "../core/realm";
import { sha256 } from "../hash";
import type { Origin } from "./sign-in";

/** Who is signed in, as the database says at this moment. */
export type Session = {
  /** What the cookie holds, sealed. Goes to no log and no page. */
  readonly sid: string;
  readonly realm: Realm;
  readonly accountId: string;
  /** The organisation, or the client of the data operator; null for administrators. */
  readonly tenantId: string | null;
  readonly kind: AccountKind;
  readonly name: string;
  readonly login: string;
  readonly mustChangePassword: boolean;
  /** The till was left alone: this session does nothing before its PIN. */
  readonly locked: boolean;
  readonly hasPin: boolean;
};

const SID_BYTES = 32;
const SID = /^[A-Za-z0-9_-]{43}$/;

/**
 * Opens a session of an account whose owner has just proved to be it. The sid is always new; the session that the same browser
 * had in this realm ends. Refused for an account closed meanwhile.
 */
export async function openSession(
  realm: Realm,
  accountId: string,
  from: Origin,
  method: "password" | "eds",
  replacedSid: string | null,
): Promise<Result<{ sid: string; expiresAt: Date }, { readonly code: "auth.wrong_credentials" }>> {
  const sid = Buffer.from(systemRandomness.bytes(SID_BYTES)).toString("base64url");
  const { lifeSeconds, idleSeconds } = REALM_RULES[realm];
  const opened = await call<boolean>("system", "common.session_open", [
    newId(systemClock, systemRandomness),
    sha256(sid),
    accountId,
    realm,
    lifeSeconds,
    idleSeconds,
    from.userAgent,
    from.address,
    replacedSid === null ? null : sha256(replacedSid),
    method,
    newId(systemClock, systemRandomness),
    from.requestId,
  ]);
  if (!opened) return err({ code: "auth.wrong_credentials" });
  return ok({ sid, expiresAt: new Date(systemClock.now().getTime() + lifeSeconds * 1000) });
}

type Found = Omit<Session, "sid" | "realm"> & { readonly id: string };

/** The living session behind a sid, or null: ended, idle for too long, too old, its account closed, or of another realm. */
export async function readSession(realm: Realm, sid: string): Promise<Session | null> {
  if (!SID.test(sid)) return null;
  const found = await call<Found | null>("app", "common.session_use", [sha256(sid), realm]);
  if (!found) return null;
  const { id: _, ...session } = found;
  return { ...session, sid, realm };
}

/** Ends a session; a sid that opens nothing is left alone. */
export async function endSession(realm: Realm, sid: string): Promise<void> {
  await call<boolean>("app", "common.session_end", [sha256(sid), realm]);
}

export type SessionRow = {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string;
  readonly address: string;
  /** The session that asks. */
  readonly current: boolean;
};

type ListedRow = Omit<SessionRow, "createdAt" | "lastSeenAt"> & {
  readonly createdAt: number;
  readonly lastSeenAt: number;
};

/** The living sessions of the same account, this one first. */
export async function listSessions(session: Session): Promise<readonly SessionRow[]> {
  const rows = await call<ListedRow[]>("app", "common.session_list", [sha256(session.sid)]);
  return rows.map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    lastSeenAt: new Date(row.lastSeenAt),
  }));
}

/** Ends the other sessions of the same account, or the one named. Answers how many. */
export async function endOtherSessions(session: Session, onlyId: string | null = null): Promise<number> {
  if (onlyId !== null && !isId(onlyId)) return 0;
  return call<number>("app", "common.session_end_others", [sha256(session.sid), onlyId]);
}
