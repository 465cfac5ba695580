"use server";
import { throttle } from "@/lib/auth";
import { goodsForTill } from "@/lib/catalog";
import { receiptView, sendReceipt } from "@/lib/fiscal";
import { documentChoiceInput, sendReceiptInput } from "@/lib/fiscal/input";
import { action } from "@/lib/http";
import { err, ok } from "@/lib/kernel";
import { isAdmitted } from "../../shown";
import { linesAgain } from "./again";

/** The electronic receipt goes to an address that the buyer names. */
export const mailReceipt = action({
  realm: "pos",
  name: "mail receipt",
  input: sendReceiptInput,
  run: async (ctx, input) => {
    if (!(await isAdmitted(ctx.tenantId, ctx.session.accountId, input.registerId)))
      return err({ code: "fiscal.register_not_found" });
    const allowed = await throttle("mail_receipt", { address: ctx.session.accountId });
    return allowed.ok ? sendReceipt(ctx, input) : allowed;
  },
});

/** The lines of a sale for the next cart: what is still sold comes at today's price. */
export const repeatReceipt = action({
  realm: "pos",
  name: "repeat receipt",
  input: documentChoiceInput,
  run: async (ctx, { registerId, documentId }) => {
    if (!(await isAdmitted(ctx.tenantId, ctx.session.accountId, registerId)))
      return err({ code: "fiscal.register_not_found" });
    const receipt = await receiptView(ctx.tenantId, registerId, documentId);
    if (!receipt) return err({ code: "fiscal.basis_not_found" });
    return ok(linesAgain(receipt.lines, await goodsForTill(ctx.tenantId)));
  },
});
