"use server";
import { recordPayment, tenantOfInvoice } from "@/lib/billing";
import { recordPaymentInput } from "@/lib/billing/input";
import { action } from "@/lib/http";
import { ok } from "@/lib/kernel";
import { organizationById } from "@/lib/orgs";

/** An admin notes that the bank credited an invoice; the owner gets a letter in his language. */
export const recordPaymentAction = action({
  realm: "cabinet",
  can: "payments",
  name: "admin.payment",
  input: recordPaymentInput,
  fields: { "field.date_future": "paidOn" },
  run: async (ctx, { idempotencyKey, ...typed }) => {
    const tenantId = await tenantOfInvoice(typed.invoiceNumber);
    const owner = tenantId === null ? null : await organizationById(tenantId);
    const notice = owner && { to: owner.email, locale: owner.locale };
    const recorded = await recordPayment(ctx, { ...typed, key: idempotencyKey, notice });
    // The page refreshes itself once it has said so: a new list here would take the window away before it could.
    return recorded.ok ? ok(undefined) : recorded;
  },
});
