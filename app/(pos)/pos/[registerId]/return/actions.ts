"use server";
import { issuePaperReturn } from "@/lib/fiscal";
import { issuePaperReturnInput } from "@/lib/fiscal/input";
import { action } from "@/lib/http";
import { showAnswer } from "../../shown";

/** A return whose receipt no register of ours knows: typed in from its paper. */
export const giveBackByPaper = action({
  realm: "pos",
  name: "return by paper",
  input: issuePaperReturnInput,
  run: async (ctx, input) => showAnswer(ctx.tenantId, await issuePaperReturn(ctx, input)),
});
