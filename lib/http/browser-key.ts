import "server-only";
import { cookies } from "next/headers";
import { env, systemRandomness } from "@/lib/config";

const KEY = /^[A-Za-z0-9_-]{43}$/;
const KEY_BYTES = 32;

const isSecure = (): boolean => env().WEB_ORIGIN.startsWith("https:");
const nameOf = (secure: boolean): string => (secure ? "__Host-browser" : "browser");

/** The value that this browser holds already, or null. For pages, which only read. */
export async function heldBrowserKey(): Promise<string | null> {
  const held = (await cookies()).get(nameOf(isSecure()))?.value;
  return held && KEY.test(held) ? held : null;
}

/**
 * A value that this browser alone holds, made at first use: what was asked for here can only be answered from here. Call it from
 * an action or route; a page cannot set the cookie.
 */
export async function browserKey(): Promise<string> {
  const held = await heldBrowserKey();
  if (held) return held;
  const secure = isSecure();
  const made = Buffer.from(systemRandomness.bytes(KEY_BYTES)).toString("base64url");
  (await cookies()).set(nameOf(secure), made, { httpOnly: true, sameSite: "lax", path: "/", secure });
  return made;
}
