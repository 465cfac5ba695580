"use server";
import { z } from "zod";
import { accountByEds } from "@/lib/auth";
import { newChallenge, verifyChallenge } from "@/lib/eds";
import { action, browserKey, type HouseError, noInput, pathAfterSignIn, startSession } from "@/lib/http";
import { err, ok, type Result } from "@/lib/kernel";

const realm = "cabinet";
const purpose = "sign_in";

/** Gives this browser a text to sign. */
export const askToSignIn = action({
  realm: null,
  name: "sign_in.cabinet.ask",
  input: noInput,
  run: async () => ok(await newChallenge({ purpose, realm, browserKey: await browserKey() })),
});

const answer = z.object({
  challengeId: z.string().max(100),
  cms: z.string().max(1_000_000),
  next: z.string().max(2000),
});

/** Signs in whoever answered it, where that person has an account. */
export const signInWithEds = action({
  realm: null,
  name: "sign_in.cabinet.eds",
  input: answer,
  run: async (_ctx, { challengeId, cms, next }): Promise<Result<{ path: string }, HouseError>> => {
    const signer = await verifyChallenge({ challengeId, cms, purpose, realm, browserKey: await browserKey() });
    if (!signer.ok) return signer;
    const found = await accountByEds({ realm, iin: signer.value.iin, xin: signer.value.xin });
    if (!found) return err({ code: "auth.eds_unknown" });
    const started = await startSession(realm, found.accountId, "eds");
    return started.ok ? ok({ path: pathAfterSignIn(started.value.kind, next) }) : started;
  },
});
