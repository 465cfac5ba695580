"use server";
import { z } from "zod";
import { verifyChallenge } from "@/lib/eds";
import { action, browserKey, challengeFor, HOME, type HouseError, noInput, startSession } from "@/lib/http";
import { ok, type Result } from "@/lib/kernel";
import { noteVisit, signUp } from "@/lib/operator";
import { signUpInput } from "@/lib/operator/input";

const realm = "ofd";
const purpose = "register";

/** Looks at what was typed before anybody is asked to sign. */
export const checkSignUp = action({
  realm: null,
  name: "sign_up.ofd.check",
  input: signUpInput,
  run: async () => ok(undefined),
});

/** Gives this browser a text to sign. */
export const askToSignUp = action({
  realm: null,
  name: "sign_up.ofd.ask",
  input: noInput,
  run: (ctx) => challengeFor(ctx.from, { purpose, realm }),
});

/** Makes client and administrator of whoever answered it, and signs that person in. */
export const signUpWithEds = action({
  realm: null,
  name: "sign_up.ofd",
  input: z.object({
    challengeId: z.string().max(100),
    cms: z.string().max(1_000_000),
    typed: signUpInput,
  }),
  run: async (ctx, { challengeId, cms, typed }): Promise<Result<{ path: string }, HouseError>> => {
    const signer = await verifyChallenge({ challengeId, cms, purpose, realm, browserKey: await browserKey() });
    if (!signer.ok) return signer;
    const made = await signUp({ signer: signer.value, requestId: ctx.requestId }, typed);
    if (!made.ok) return made;
    const started = await startSession(realm, made.value.accountId, "eds");
    if (!started.ok) return started;
    if (started.value.tenantId) await noteVisit(started.value.tenantId, made.value.accountId);
    return ok({ path: HOME[started.value.kind] });
  },
});
