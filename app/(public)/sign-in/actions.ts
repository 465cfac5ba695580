"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { accountByEds, type Realm, signInWithPassword } from "@/lib/auth";
import { signInInput } from "@/lib/auth/input";
import { verifyChallenge } from "@/lib/eds";
import {
  type ActionCtx,
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

const input = signInInput.extend({ next: z.string().max(2000).optional() });

const enter = async (realm: Realm, ctx: ActionCtx<null>, typed: z.output<typeof input>) => {
  const found = await signInWithPassword({ realm, login: typed.login, password: typed.password }, ctx.from);
  if (!found.ok) return found;
  const started = await startSession(realm, found.value.accountId, "password");
  if (!started.ok) return started;
  const { kind, mustChangePassword } = started.value;
  redirect(mustChangePassword ? passwordPath(realm) : pathAfterSignIn(kind, typed.next));
};

export const signIn = action({
  realm: null,
  name: "sign_in.cabinet",
  input,
  run: (ctx, typed) => enter("cabinet", ctx, typed),
});

export const signInCashier = action({
  realm: null,
  name: "sign_in.pos",
  input,
  run: (ctx, typed) => enter("pos", ctx, typed),
});

const SIGN_IN = { purpose: "sign_in", realm: "cabinet" } as const;

/** A text to sign, for this browser alone. */
export const askToSign = action({
  realm: null,
  name: "sign_in.challenge",
  input: noInput,
  run: (ctx) => challengeFor(ctx.from, SIGN_IN),
});

/** Signs in whoever signed the text; answers where to go, since the dialog still has to close. */
export const signInWithEds = action({
  realm: null,
  name: "sign_in.eds",
  input: z.object({
    challengeId: z.uuid(),
    cms: z.string().min(1).max(200_000),
    next: z.string().max(2000).optional(),
  }),
  async run(_, { challengeId, cms, next }): Promise<Result<{ path: string }, HouseError>> {
    const signer = await verifyChallenge({ ...SIGN_IN, browserKey: await browserKey(), challengeId, cms });
    if (!signer.ok) return signer;
    const account = await accountByEds({ realm: "cabinet", iin: signer.value.iin, xin: signer.value.xin });
    if (!account) return err({ code: "auth.eds_unknown" });
    const started = await startSession("cabinet", account.accountId, "eds");
    return started.ok ? ok({ path: pathAfterSignIn(started.value.kind, next) }) : started;
  },
});
