"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type Realm, signInWithPassword } from "@/lib/auth";
import { signInInput } from "@/lib/auth/input";
import { type ActionCtx, action, passwordPath, pathAfterSignIn, startSession } from "@/lib/http";

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
