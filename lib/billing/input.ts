import { z } from "zod";
import { parseDay } from "@/lib/kernel";
import { parseTopUp } from "./core/top-up";

/** «Пополнить баланс»: the sum as it was typed. */
export const createInvoiceInput = z.object({
  amount: z
    .string({ error: "field.required" })
    .trim()
    .min(1, "field.required")
    .max(50, "money.malformed")
    .transform((text, context) => {
      const parsed = parseTopUp(text);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: "custom", message: parsed.error.code });
      return z.NEVER;
    }),
  idempotencyKey: z.uuid("field.malformed"),
});

/** A payment as the bank's statement shows it. */
export const recordPaymentInput = z.object({
  invoiceNumber: z.string({ error: "field.required" }).regex(/^\d{1,15}$/, "field.malformed"),
  bankDocument: z
    .string({ error: "field.required" })
    .trim()
    .min(1, "field.required")
    .max(50, { error: "field.too_long" }),
  paidOn: z
    .string({ error: "field.required" })
    .trim()
    .min(1, "field.required")
    .transform((text, context) => {
      const day = parseDay(text);
      if (day) return day;
      context.addIssue({ code: "custom", message: "field.date" });
      return z.NEVER;
    }),
  idempotencyKey: z.uuid("field.malformed"),
});
