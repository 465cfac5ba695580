"use server";
import { revalidatePath } from "next/cache";
import { takeNewToken } from "@/lib/fiscal";
import { action } from "@/lib/http";
import { setOfdVersion } from "@/lib/registers";
import { newTokenInput, setOfdVersionInput } from "@/lib/registers/input";

/** A token that the owner took anew in the operator's portal. */
export const newTokenAction = action({
  realm: "cabinet",
  can: "registers",
  input: newTokenInput,
  run: async (ctx, input) => {
    const taken = await takeNewToken(ctx, input);
    if (taken.ok) revalidatePath(`/cabinet/registers/${input.registerId}`);
    return taken;
  },
});

/** The version of the protocol that the operator asks for. */
export const setVersionAction = action({
  realm: "cabinet",
  can: "registers",
  input: setOfdVersionInput,
  run: async (ctx, input) => {
    const set = await setOfdVersion(ctx, input);
    if (set.ok) revalidatePath(`/cabinet/registers/${input.registerId}`);
    return set;
  },
});
