import { z } from "zod";
import { id, parsed, text } from "@/lib/fields";
import { err, ok, parseDay } from "@/lib/kernel";
import { parseTopUp } from "./core/top-up";

/** «Пополнить баланс»: the sum as it was typed. */
export const createInvoiceInput = z.object({
  amount: parsed(parseTopUp),
  idempotencyKey: id,
});

/** A payment as the bank's statement shows it. */
export const recordPaymentInput = z.object({
  invoiceNumber: z.string({ error: "field.required" }).regex(/^\d{1,15}$/, "field.malformed"),
  bankDocument: text(50),
  paidOn: parsed((typed) => {
    const day = parseDay(typed);
    return day ? ok(day) : err({ code: "field.date" });
  }),
  idempotencyKey: id,
});
