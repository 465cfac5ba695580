"use server";
import { revalidatePath } from "next/cache";
import { settleHeld } from "@/lib/fiscal";
import { settleAnyHeldInput } from "@/lib/fiscal/input";
import { action } from "@/lib/http";

export const settleHeldAction = action({
  realm: "cabinet",
  can: "allRegisters",
  name: "admin.settle_held",
  input: settleAnyHeldInput,
  run: async (ctx, { tenantId, ...input }) => {
    const settled = await settleHeld({ ...ctx, tenantId }, input);
    if (settled.ok) revalidatePath("/admin/registers");
    return settled;
  },
});
