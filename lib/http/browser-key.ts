import "server-only";
import { cookies } from "next/headers";
import { env, systemRandomness } from "@/lib/config";

const KEY = /^[A-Za-z0-9_-]{43}$/;
const KEY_BYTES = 32;

/**
 * A value that this browser alone holds, made at first use: what was asked for here can only be answered from here. Call it from
 * an action or route; a page cannot set the cookie.
 */
export async function browserKey(): Promise<string> {
  const secure = env().WEB_ORIGIN.startsWith("https:");
  const name = secure ? "__Host-browser" : "browser";
  const jar = await cookies();
  const held = jar.get(name)?.value;
  if (held && KEY.test(held)) return held;
  const made = Buffer.from(systemRandomness.bytes(KEY_BYTES)).toString("base64url");
  jar.set(name, made, { httpOnly: true, sameSite: "lax", path: "/", secure });
  return made;
}
