import "server-only";
import { throttle } from "@/lib/auth";
import { type NewChallenge, newChallenge } from "@/lib/eds";
import { ok } from "@/lib/kernel";
import { browserKey } from "./browser-key";
import type { RequestFacts } from "./request";

/** Gives this browser a text to sign, not too often from one address. For actions. */
export async function challengeFor(from: RequestFacts, what: Omit<NewChallenge, "browserKey">) {
  const allowed = await throttle("eds_challenge", from);
  return allowed.ok ? ok(await newChallenge({ ...what, browserKey: await browserKey() })) : allowed;
}
