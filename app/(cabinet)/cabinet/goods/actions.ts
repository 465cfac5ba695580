"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { archiveGood, createGood, updateGood } from "@/lib/catalog";
import { archiveGoodInput, createGoodInput, updateGoodInput } from "@/lib/catalog/input";
import { action } from "@/lib/http";

const LIST = "/cabinet/goods";
const goods = { realm: "cabinet", can: "goods" } as const;

export const createGoodAction = action({
  ...goods,
  input: createGoodInput,
  run: async (ctx, input) => {
    const created = await createGood(ctx, input);
    if (!created.ok) return created;
    revalidatePath(LIST);
    redirect(LIST);
  },
});

export const updateGoodAction = action({
  ...goods,
  input: updateGoodInput,
  run: async (ctx, input) => {
    const saved = await updateGood(ctx, input);
    if (!saved.ok) return saved;
    revalidatePath(LIST, "layout");
    redirect(LIST);
  },
});

export const archiveGoodAction = action({
  ...goods,
  input: archiveGoodInput,
  run: async (ctx, input) => {
    const done = await archiveGood(ctx, input);
    if (done.ok) revalidatePath(LIST, "layout");
    return done;
  },
});
