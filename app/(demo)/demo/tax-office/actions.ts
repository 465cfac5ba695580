"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http";
import { issueDemoCard } from "@/lib/registers";
import { issueCardInput } from "@/lib/registers/input";

/** Demo only: the op refuses elsewhere. Anybody may play the tax office. */
export const issueCardAction = action({
  realm: null,
  input: issueCardInput,
  run: async (ctx, input) => {
    const issued = await issueDemoCard(input, ctx.requestId);
    if (issued.ok) revalidatePath("/demo/tax-office");
    return issued;
  },
});
