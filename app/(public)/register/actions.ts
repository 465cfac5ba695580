"use server";
import { redirect } from "next/navigation";
import { type ActionCtx, action, browserKey, challengeFor, noInput } from "@/lib/http";
import { formatTime } from "@/lib/i18n";
import { err, ok } from "@/lib/kernel";
import { contractToSign, giveDetails, saveDraft, signContract, startRegistration, type Visitor } from "@/lib/orgs";
import { detailsInput, draftInput, signContractInput, startRegistrationInput } from "@/lib/orgs/input";

const street = { realm: null } as const;

const visitorOf = async (ctx: ActionCtx<null>): Promise<Visitor> => ({
  browserKey: await browserKey(),
  locale: ctx.locale,
  requestId: ctx.requestId,
});

/** Gives this browser a text to sign. */
export const askForKey = action({
  ...street,
  name: "register.ask",
  input: noInput,
  run: (ctx) => challengeFor(ctx.from, { purpose: "register", realm: null }),
});

/** Begins a registration for whoever answered it. */
export const startAction = action({
  ...street,
  name: "register.start",
  input: startRegistrationInput,
  run: async (ctx, input) => startRegistration(await visitorOf(ctx), input),
});

/** Keeps what is typed, while it is typed; answers when. */
export const saveDraftAction = action({
  ...street,
  name: "register.draft",
  input: draftInput,
  run: async (ctx, typed) => {
    const saved = await saveDraft(await visitorOf(ctx), typed);
    return saved.ok ? ok({ time: formatTime(saved.value.savedAt).slice(0, 5) }) : saved;
  },
});

/** «Далее» of the details: the contract is made. */
export const giveDetailsAction = action({
  ...street,
  name: "register.details",
  input: detailsInput,
  fields: { "field.date_future": "vatIssuedOn" },
  run: async (ctx, input) => {
    const given = await giveDetails(await visitorOf(ctx), input);
    if (!given.ok) return given;
    redirect("/register/contract");
  },
});

/** The bytes that are signed, when the dialog asks for them. */
export const contractBytesAction = action({
  ...street,
  name: "register.contract",
  input: noInput,
  run: async () => {
    const file = await contractToSign(await browserKey());
    return file ? ok(Buffer.from(file.bytes).toString("base64")) : err({ code: "orgs.draft_missing" } as const);
  },
});

/** The signature over the contract: the organisation is registered. */
export const signContractAction = action({
  ...street,
  name: "register.sign",
  input: signContractInput,
  fields: { "orgs.email_taken": null },
  run: async (ctx, input) => signContract(await visitorOf(ctx), input),
});
