"use server";
import { revalidatePath } from "next/cache";
import { closeAlarm, settleHeld } from "@/lib/fiscal";
import { closeAlarmInput, settleAnyHeldInput } from "@/lib/fiscal/input";
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

export const closeAlarmAction = action({
  realm: "cabinet",
  can: "allRegisters",
  name: "admin.close_alarm",
  input: closeAlarmInput,
  run: async (ctx, { tenantId, ...input }) => {
    const closed = await closeAlarm({ ...ctx, tenantId }, input);
    if (closed.ok) revalidatePath("/admin/registers");
    return closed;
  },
});
