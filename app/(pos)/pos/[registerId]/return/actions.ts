"use server";
import { issuePaperReturn } from "@/lib/fiscal";
import { issuePaperReturnInput } from "@/lib/fiscal/input";
import { action } from "@/lib/http";
import { ok } from "@/lib/kernel";
import { showIssue } from "../../shown";

/** A return whose receipt no register of ours knows: typed in from its paper. */
export const giveBackByPaper = action({
  realm: "pos",
  name: "return by paper",
  input: issuePaperReturnInput,
  run: async (ctx, input) => {
    const issued = await issuePaperReturn(ctx, input);
    return issued.ok ? ok(showIssue(ctx.tenantId, issued.value)) : issued;
  },
});
