"use server";
import { revalidatePath } from "next/cache";
import { action, noInput } from "@/lib/http";
import { resendLetter, updateDivisions, updateVat } from "@/lib/orgs";
import { divisionsInput, vatInput } from "@/lib/orgs/input";

const organization = { realm: "cabinet", can: "organization" } as const;

/** «Отправить письмо повторно». */
export const resendAction = action({
  ...organization,
  name: "profile.resend",
  input: noInput,
  run: (ctx) => resendLetter(ctx, ctx.locale),
});

export const saveVatAction = action({
  ...organization,
  name: "profile.vat",
  input: vatInput,
  fields: { "field.date_future": "vatIssuedOn" },
  run: async (ctx, input) => {
    const saved = await updateVat(ctx, input);
    if (saved.ok) revalidatePath("/cabinet/profile");
    return saved;
  },
});

export const saveDivisionsAction = action({
  ...organization,
  name: "profile.divisions",
  input: divisionsInput,
  run: async (ctx, input) => {
    const saved = await updateDivisions(ctx, input);
    if (saved.ok) revalidatePath("/cabinet/profile");
    return saved;
  },
});
