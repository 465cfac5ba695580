"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http";
import { approveCard, rejectCard } from "@/lib/registers";
import { approveInput, rejectInput } from "@/lib/registers/input";

const moderation = { realm: "cabinet", can: "moderation" } as const;

export const approveAction = action({
  ...moderation,
  input: approveInput,
  run: async (ctx, input) => {
    const decided = await approveCard(ctx, input);
    revalidatePath("/admin", "layout");
    return decided;
  },
});

export const rejectAction = action({
  ...moderation,
  input: rejectInput,
  run: async (ctx, input) => {
    const decided = await rejectCard(ctx, input);
    revalidatePath("/admin", "layout");
    return decided;
  },
});
