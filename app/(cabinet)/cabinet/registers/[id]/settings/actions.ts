"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http";
import { ok } from "@/lib/kernel";
import { changeSettings } from "@/lib/registers";
import { settingsFormInput } from "@/lib/registers/input";

/** Saves what the owner sets for a register; holds from its next document on. */
export const saveSettingsAction = action({
  realm: "cabinet",
  can: "registers",
  name: "register settings",
  input: settingsFormInput,
  run: async (ctx, input) => {
    const saved = await changeSettings(ctx, input);
    if (!saved.ok) return saved;
    revalidatePath(`/cabinet/registers/${input.registerId}`, "layout");
    return ok(null);
  },
});
