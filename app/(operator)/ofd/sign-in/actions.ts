"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { accountByEds, signInWithPassword } from "@/lib/auth";
import { signInInput } from "@/lib/auth/input";
import { verifyChallenge } from "@/lib/eds";
import {
  action,
  browserKey,
  challengeFor,
  type HouseError,
  noInput,
  passwordPath,
  pathAfterSignIn,
  startSession,
} from "@/lib/http";
import { err, ok, type Result } from "@/lib/kernel";
import { noteVisit } from "@/lib/operator";

const realm = "ofd";
const purpose = "sign_in";

/** Opens a session and notes the visit; answers where to go. */
async function begin(
  accountId: string,
  method: "password" | "eds",
  next?: string,
): Promise<Result<string, HouseError>> {
  const started = await startSession(realm, accountId, method);
  if (!started.ok) return started;
  const { tenantId, kind, mustChangePassword } = started.value;
  if (tenantId) await noteVisit(tenantId, accountId);
  return ok(mustChangePassword ? passwordPath(realm) : pathAfterSignIn(kind, next));
}

export const signIn = action({
  realm: null,
  name: "sign_in.ofd",
  input: signInInput.extend({ next: z.string().max(2000).optional() }),
  run: async (ctx, { login, password, next }): Promise<Result<never, HouseError>> => {
    const found = await signInWithPassword({ realm, login, password }, ctx.from);
    if (!found.ok) return found;
    const way = await begin(found.value.accountId, "password", next);
    if (!way.ok) return way;
    redirect(way.value);
  },
});

/** Gives this browser a text to sign. */
export const askToSignIn = action({
  realm: null,
  name: "sign_in.ofd.ask",
  input: noInput,
  run: (ctx) => challengeFor(ctx.from, { purpose, realm }),
});

const answer = z.object({
  challengeId: z.string().max(100),
  cms: z.string().max(1_000_000),
  next: z.string().max(2000),
});

/** Signs in whoever answered it, where that person has an account with the operator. */
export const signInWithEds = action({
  realm: null,
  name: "sign_in.ofd.eds",
  input: answer,
  run: async (_ctx, { challengeId, cms, next }): Promise<Result<{ path: string }, HouseError>> => {
    const signer = await verifyChallenge({ challengeId, cms, purpose, realm, browserKey: await browserKey() });
    if (!signer.ok) return signer;
    const found = await accountByEds({ realm, iin: signer.value.iin, xin: signer.value.xin });
    if (!found) return err({ code: "operator.eds_unknown" });
    const way = await begin(found.accountId, "eds", next);
    return way.ok ? ok({ path: way.value }) : way;
  },
});
