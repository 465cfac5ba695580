"use server";
import { revalidatePath } from "next/cache";
import { createInvoice } from "@/lib/billing";
import { createInvoiceInput } from "@/lib/billing/input";
import { action } from "@/lib/http";
import { formatMoney } from "@/lib/i18n";
import { err, ok } from "@/lib/kernel";
import { organizationOf, payerOf } from "@/lib/orgs";

/** «Выставить счет»: an invoice with its PDF. No balance moves. */
export const createInvoiceAction = action({
  realm: "cabinet",
  can: "billing",
  name: "billing.invoice",
  input: createInvoiceInput,
  run: async (ctx, { amount, idempotencyKey }) => {
    const organization = await organizationOf(ctx.tenantId);
    if (!organization) return err({ code: "not_found" } as const);
    const made = await createInvoice(ctx, { amountTiyn: amount, key: idempotencyKey, payer: payerOf(organization) });
    if (!made.ok) return made;
    revalidatePath("/cabinet/billing");
    const { id, number, amountTiyn } = made.value;
    return ok({ href: `/cabinet/billing/invoices/${id}`, number, amount: formatMoney(amountTiyn) });
  },
});
