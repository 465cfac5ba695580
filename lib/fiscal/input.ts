import { z } from "zod";
import { limits, MONEY_MAX, QUANTITY_MAX, quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import { PAYMENT_TYPES, PLACEMENT_DIRECTIONS, VAT_KINDS } from "./core/kinds";

/** A sum in tiyn as digits: `1167140` is 11 671,40 ₸. Zero is allowed; whether it makes sense is the op's word. */
const tiynText = z
  .string({ error: "field.required" })
  .regex(/^\d{1,18}$/, "money.malformed")
  .transform((digits) => BigInt(digits))
  .refine((value) => value <= MONEY_MAX, "money.too_large")
  .transform((value): Tiyn => tiyn(value));

/** A quantity in thousandths as digits: `2000` is two pieces. */
const milliText = z
  .string({ error: "field.required" })
  .regex(/^\d{1,13}$/, "quantity.malformed")
  .transform((digits) => BigInt(digits))
  .refine((value) => value > 0n && value <= QUANTITY_MAX, "quantity.out_of_range")
  .transform(quantityMilli);

const id = z.uuid("field.malformed");

/** Made once per form by the browser; a repeat with the same key answers with the same document. */
const key = z.string({ error: "field.required" }).min(8, "field.malformed").max(200, "field.malformed");

const words = (max: number) =>
  z.string({ error: "field.required" }).trim().min(1, "field.required").max(max, "field.malformed");

/** One line of a receipt. A line of free price has no `goodId`. */
export const receiptLineInput = z.object({
  goodId: id.nullable().default(null),
  name: words(limits.nameLengthMax),
  barcode: z.string().max(50, "field.malformed").nullable().default(null),
  unitCode: z.string().max(10, "field.malformed").default("796"),
  sectionCode: z.string().max(20, "field.malformed").default("1"),
  vatKind: z.enum(VAT_KINDS),
  priceTiyn: tiynText,
  quantityMilli: milliText,
  discountTiyn: tiynText.default(tiyn(0n)),
});

/** A payment. For cash the sum is what the buyer handed over; change is worked out. */
export const paymentInput = z.object({ type: z.enum(PAYMENT_TYPES), sumTiyn: tiynText });

/** A sale (or a purchase): what was sold and how it was paid. */
export const issueReceiptInput = z.object({
  registerId: id,
  key,
  kind: z.enum(["sale", "purchase"]).default("sale"),
  lines: z.array(receiptLineInput).min(1, "fiscal.no_lines").max(limits.receiptLinesMax, "fiscal.too_many_lines"),
  /** Taken off the whole receipt, spread over its lines. */
  discountTiyn: tiynText.default(tiyn(0n)),
  payments: z.array(paymentInput).max(PAYMENT_TYPES.length, "fiscal.payment_repeated"),
});
export type IssueReceipt = z.output<typeof issueReceiptInput>;
/** What the browser sends: sums and quantities as digits. */
export type IssueReceiptForm = z.input<typeof issueReceiptInput>;

/** Takes a whole receipt back: lines, taxes and payments are those of the receipt. */
export const issueReturnInput = z.object({ registerId: id, key, basisId: id });
export type IssueReturn = z.output<typeof issueReturnInput>;

/** «Внесение» and «Изъятие». */
export const placeCashInput = z.object({
  registerId: id,
  key,
  direction: z.enum(PLACEMENT_DIRECTIONS),
  sumTiyn: tiynText,
  comment: z
    .string()
    .trim()
    .max(200, "field.malformed")
    .optional()
    .transform((text) => text || null),
});
export type PlaceCash = z.output<typeof placeCashInput>;

/** Closes the shift with a Z-report. */
export const closeShiftInput = z.object({ registerId: id, key });
export type CloseShift = z.output<typeof closeShiftInput>;

/** Opens the shift by hand, or computes an X-report. */
export const registerChoiceInput = z.object({ registerId: id });
export type RegisterChoice = z.output<typeof registerChoiceInput>;

/** A fresh token from the operator's cabinet, digits. */
export const takeNewTokenInput = z.object({
  registerId: id,
  ofdToken: z
    .string({ error: "field.required" })
    .transform((text) => text.replace(/\s/g, ""))
    .refine(
      (digits) => /^\d{1,10}$/.test(digits) && BigInt(digits) > 0n && BigInt(digits) <= 4_294_967_295n,
      "registers.token_malformed",
    ),
});
export type TakeNewToken = z.output<typeof takeNewTokenInput>;

/** An admin's word about a document that the operator refused and the buyer already holds. */
export const settleHeldInput = z.object({
  registerId: id,
  verdict: z.enum(["withdraw", "resend"]),
  reason: words(limits.commentLengthMax),
});
export type SettleHeld = z.output<typeof settleHeldInput>;

/** The same from the administration, which names the organisation. */
export const settleAnyHeldInput = settleHeldInput.extend({ tenantId: id });
