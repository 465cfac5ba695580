"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http";
import { restoreOrganization, suspendOrganization } from "@/lib/orgs";
import { restoreInput, suspendInput } from "@/lib/orgs/input";

const all = { realm: "cabinet", can: "allOrganizations" } as const;

export const suspendAction = action({
  ...all,
  name: "admin.suspend",
  input: suspendInput,
  run: async (ctx, input) => {
    const suspended = await suspendOrganization(ctx, input);
    if (suspended.ok) revalidatePath("/admin/organizations");
    return suspended;
  },
});

export const restoreAction = action({
  ...all,
  name: "admin.restore",
  input: restoreInput,
  run: async (ctx, input) => {
    const restored = await restoreOrganization(ctx, input);
    if (restored.ok) revalidatePath("/admin/organizations");
    return restored;
  },
});
