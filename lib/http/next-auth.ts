import "server-only";
import type { NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { endSession, openSession, REALM_RULES, type Realm, readSession, signInWithPassword } from "@/lib/auth";
import { env } from "@/lib/config";
import { SIGN_IN_PATH } from "./paths";
import { requestFacts } from "./request";

const isHttps = (): boolean => env().WEB_ORIGIN.startsWith("https:");

/**
 * The cookie of a realm. On https the prefix makes the browser itself hold it to this host, path and TLS. No other cookie of ours
 * may begin with a realm's name: next-auth would take it for a piece of the session.
 */
export function sessionCookie(realm: Realm) {
  const secure = isHttps();
  return {
    name: secure ? `__Host-${realm}` : realm,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}

/** Seals a sid for the cookie: encrypted, and worthless in another realm. */
export const sealSid = (realm: Realm, sid: string): Promise<string> =>
  encode({
    token: { sid },
    secret: env().SESSION_SECRET.reveal(),
    maxAge: REALM_RULES[realm].lifeSeconds,
    salt: `session:${realm}`,
  });

/** Opens a cookie; null for whatever we did not seal for this realm, or too long ago. */
export async function unsealSid(realm: Realm, value: string): Promise<string | null> {
  try {
    const token = await decode({ token: value, secret: env().SESSION_SECRET.reveal(), salt: `session:${realm}` });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null; // not ours, or changed on the way
  }
}

const sidOf = (token: unknown): string | null =>
  typeof token === "object" && token !== null && "sid" in token && typeof token.sid === "string" ? token.sid : null;

/** What next-auth must know about one realm. The token holds the sid and nothing else; the row behind it decides. */
export function authOptions(realm: Realm): NextAuthOptions {
  const { name, options } = sessionCookie(realm);
  const beside = (purpose: string) => ({
    name: isHttps() ? `__Host-${purpose}-${realm}` : `${purpose}-${realm}`,
    options,
  });
  return {
    secret: env().SESSION_SECRET.reveal(),
    session: { strategy: "jwt", maxAge: REALM_RULES[realm].lifeSeconds },
    useSecureCookies: isHttps(),
    cookies: { sessionToken: { name, options }, csrfToken: beside("csrf"), callbackUrl: beside("callback") },
    pages: { signIn: SIGN_IN_PATH[realm], error: SIGN_IN_PATH[realm], signOut: SIGN_IN_PATH[realm] },
    jwt: {
      encode: async ({ token }) => sealSid(realm, sidOf(token) ?? ""),
      decode: async ({ token }) => {
        const sid = token ? await unsealSid(realm, token) : null;
        return sid === null ? null : { sid };
      },
    },
    providers: [
      CredentialsProvider({
        id: "password",
        credentials: { login: { type: "text" }, password: { type: "password" } },
        async authorize(credentials) {
          const from = await requestFacts();
          const { login = "", password = "" } = credentials ?? {};
          const signedIn = await signInWithPassword({ realm, login: String(login), password: String(password) }, from);
          if (!signedIn.ok) throw new Error(signedIn.error.code);
          const opened = await openSession(realm, signedIn.value.accountId, from, "password", null);
          return opened.ok ? { id: signedIn.value.accountId, sid: opened.value.sid } : null;
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: sidOf(user) ?? sidOf(token) ?? "" }),
      async session({ session, token }) {
        const alive = await readSession(realm, sidOf(token) ?? "");
        return alive
          ? { expires: session.expires, user: { name: alive.name } }
          : { expires: new Date(0).toISOString(), user: {} };
      },
    },
    events: {
      async signOut({ token }) {
        const sid = sidOf(token);
        if (sid) await endSession(realm, sid);
      },
    },
  };
}
