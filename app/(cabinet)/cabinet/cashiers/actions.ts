"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http";
import { createCashier, disableCashier, enableCashier, resetCashierPassword, setCashierAccess } from "@/lib/registers";
import { cashierAccessInput, cashierInput, createCashierInput } from "@/lib/registers/input";

const LIST = "/cabinet/cashiers";
const cashiers = { realm: "cabinet", can: "cashiers" } as const;

/** The answer holds the temporary password, this once. */
export const createCashierAction = action({
  ...cashiers,
  input: createCashierInput,
  run: (ctx, input) => createCashier(ctx, input),
});

export const setAccessAction = action({
  ...cashiers,
  input: cashierAccessInput,
  run: async (ctx, input) => {
    const saved = await setCashierAccess(ctx, input);
    if (saved.ok) revalidatePath(LIST, "layout");
    return saved;
  },
});

/** The answer holds the temporary password, this once. */
export const resetPasswordAction = action({
  ...cashiers,
  input: cashierInput,
  run: (ctx, input) => resetCashierPassword(ctx, input),
});

export const disableCashierAction = action({
  ...cashiers,
  input: cashierInput,
  run: async (ctx, input) => {
    const done = await disableCashier(ctx, input);
    if (done.ok) revalidatePath(LIST, "layout");
    return done;
  },
});

export const enableCashierAction = action({
  ...cashiers,
  input: cashierInput,
  run: async (ctx, input) => {
    const done = await enableCashier(ctx, input);
    if (done.ok) revalidatePath(LIST, "layout");
    return done;
  },
});
