import { z } from "zod";
import { id, note } from "@/lib/fields";
import {
  type Day,
  isPrintable,
  limits,
  MONEY_MAX,
  parseDay,
  QUANTITY_MAX,
  quantityMilli,
  type Tiyn,
  tiyn,
} from "@/lib/kernel";
import { type Buyer, readBuyer } from "./core/buyer";
import { lineFault } from "./core/check-lines";
import { PAYMENT_TYPES, PLACEMENT_DIRECTIONS, VAT_KINDS } from "./core/kinds";
import type { LineDraft } from "./core/receipt";
import type { ReceiptRounding } from "./core/rounding";

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

/** A text that may be left out; its length and its signs are judged with the rest of the line. */
const optionalText = z
  .string("field.malformed")
  .trim()
  .nullish()
  .transform((text) => text || null);

/** Made once per form by the browser; a repeat with the same key answers with the same document. */
const key = z.string({ error: "field.required" }).min(8, "field.malformed").max(200, "field.malformed");

/** One line of a receipt. A line of free price has no `goodId`. */
export const receiptLineInput = z
  .object({
    goodId: id.nullable().default(null),
    name: z.string({ error: "field.required" }).trim(),
    barcode: optionalText,
    /** The shop's own article. */
    article: optionalText,
    /** НТИН. */
    ntin: optionalText,
    /** Marking codes, as many as units. */
    marks: z
      .array(z.string(), "field.malformed")
      .max(limits.receiptLinesMax, "fiscal.marks_count")
      .readonly()
      .default([]),
    unitCode: z.string("field.malformed").default("796"),
    sectionCode: z.string("field.malformed").default("1"),
    vatKind: z.enum(VAT_KINDS, "fiscal.vat_unknown"),
    priceTiyn: tiynText,
    quantityMilli: milliText,
    discountTiyn: tiynText.default(tiyn(0n)),
    markupTiyn: tiynText.default(tiyn(0n)),
    /** Rung up and taken off before payment. */
    storno: z.boolean("field.malformed").default(false),
  })
  // The same question as the op asks, so that a form answers with the same code.
  .superRefine((line, context) => {
    const fault = lineFault(line);
    if (fault) context.addIssue({ code: "custom", message: fault });
  })
  // What is not there is left out, so that a document says only what there is.
  .transform(
    ({ article, ntin, marks, markupTiyn, storno, ...line }): LineDraft => ({
      ...line,
      ...(article ? { article } : {}),
      ...(ntin ? { ntin } : {}),
      ...(marks.length > 0 ? { marks } : {}),
      ...(markupTiyn > 0n ? { markupTiyn } : {}),
      ...(storno ? { storno } : {}),
    }),
  );

const receiptLines = z
  .array(receiptLineInput)
  .min(1, "fiscal.no_lines")
  .max(limits.receiptLinesMax, "fiscal.too_many_lines");

/** A payment. For cash the sum is what the buyer handed over; change is worked out. */
export const paymentInput = z.object({ type: z.enum(PAYMENT_TYPES, "fiscal.payment_unknown"), sumTiyn: tiynText });

const payments = z
  .array(paymentInput)
  .max(PAYMENT_TYPES.length, "fiscal.payment_repeated")
  .refine((list) => new Set(list.map(({ type }) => type)).size === list.length, "fiscal.payment_repeated");

/** The buyer, as far as he says. */
const buyer = z
  .object({ xin: optionalText, email: optionalText, phone: optionalText })
  .optional()
  .transform((asked, context): Buyer | undefined => {
    const read = readBuyer({ xin: asked?.xin ?? "", email: asked?.email ?? "", phone: asked?.phone ?? "" }, null);
    if (read.ok) return read.value ?? undefined;
    context.addIssue({ code: "custom", message: read.error.code });
    return z.NEVER;
  });

/** A markup left out is none. */
const markup = tiynText.optional().transform((sum) => (sum ? sum : undefined));

/** A sale (or a purchase): what was sold and how it was paid. */
export const issueReceiptInput = z.object({
  registerId: id,
  key,
  kind: z.enum(["sale", "purchase"]).default("sale"),
  lines: receiptLines,
  /** Taken off the whole receipt, or put on it, spread over its lines; not both. */
  discountTiyn: tiynText.default(tiyn(0n)),
  markupTiyn: markup,
  payments,
  buyer,
});
export type IssueReceipt = Omit<z.output<typeof issueReceiptInput>, "markupTiyn" | "buyer"> & {
  readonly markupTiyn?: Tiyn;
  readonly buyer?: Buyer;
  /** How an API client rounds; left out, the register's setting holds. */
  readonly rounding?: ReceiptRounding;
};
/** What the browser sends: sums and quantities as digits. */
export type IssueReceiptForm = z.input<typeof issueReceiptInput>;

/** The key of a document whose answer never came: it is looked up by it, or given up. */
export const saleKeyInput = z.object({ registerId: id, key });
export type SaleKey = z.output<typeof saleKeyInput>;

/** One document of a register. */
export const documentChoiceInput = z.object({ registerId: id, documentId: id });

/** An address to which the electronic receipt goes. */
export const sendReceiptInput = z.object({
  registerId: id,
  documentId: id,
  email: z.string({ error: "field.required" }).transform((text, context): string => {
    const read = readBuyer({ email: text }, null);
    if (read.ok && read.value?.email) return read.value.email;
    context.addIssue({ code: "custom", message: read.ok ? "field.required" : read.error.code });
    return z.NEVER;
  }),
});
export type SendReceipt = z.output<typeof sendReceiptInput>;

const returnLine = z.object({
  /** Number of the basis's line, from 1. */
  line: z.number("field.malformed").int("field.malformed").min(1, "field.malformed"),
  quantityMilli: milliText,
  /** Which marked units come back. */
  marks: z.array(z.string()).readonly().optional(),
});

/** Takes a receipt back: the named lines, or all that is left; paid as said, or as it was paid. */
export const issueReturnInput = z.object({
  registerId: id,
  key,
  basisId: id,
  lines: z.array(returnLine).min(1, "fiscal.no_lines").max(limits.receiptLinesMax, "fiscal.too_many_lines").optional(),
  payments: payments.optional(),
  buyer,
});
export type IssueReturn = Omit<z.output<typeof issueReturnInput>, "buyer"> & { readonly buyer?: Buyer };
export type IssueReturnForm = z.input<typeof issueReturnInput>;

/** Takes a receipt back that is typed in from its paper. */
export const issuePaperReturnInput = z.object({
  registerId: id,
  key,
  kind: z.enum(["sale_return", "purchase_return"], "field.malformed").default("sale_return"),
  basis: z.object({
    /** Fiscal sign, or the autonomous one where the paper says so. */
    sign: z
      .string("field.required")
      .trim()
      .regex(/^[1-9]\d{0,17}$/, "fiscal.sign_malformed"),
    registrationNumber: z
      .string("field.required")
      .trim()
      .regex(/^\d{12}$/, "fiscal.registration_number_malformed"),
    issuedAt: z.coerce.date("field.malformed"),
    totalTiyn: tiynText.refine((sum) => sum > 0n, "fiscal.sum_zero"),
    isOffline: z.boolean("field.malformed").default(false),
  }),
  lines: receiptLines,
  discountTiyn: tiynText.default(tiyn(0n)),
  markupTiyn: markup,
  payments,
  buyer,
});
export type IssuePaperReturn = Omit<z.output<typeof issuePaperReturnInput>, "markupTiyn" | "buyer"> & {
  readonly markupTiyn?: Tiyn;
  readonly buyer?: Buyer;
};
export type IssuePaperReturnForm = z.input<typeof issuePaperReturnInput>;

/** «Внесение» and «Изъятие». */
export const placeCashInput = z.object({
  registerId: id,
  key,
  direction: z.enum(PLACEMENT_DIRECTIONS),
  sumTiyn: tiynText,
  comment: z
    .string()
    .trim()
    .max(limits.placementCommentLengthMax, "fiscal.comment_too_long")
    .refine(isPrintable, "fiscal.text_characters")
    .nullish()
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
  reason: note(limits.commentLengthMax),
});
export type SettleHeld = z.output<typeof settleHeldInput>;

/** An admin's word about an alarm: it was looked at, and why that is enough. */
export const closeAlarmInput = z.object({
  tenantId: id,
  registerId: id,
  kind: z.enum(["clock_back", "info_differs", "z_differs", "exchange_broken"], { error: "field.malformed" }),
  subject: z.union([z.literal(""), id]).default(""),
  reason: note(limits.commentLengthMax),
});
export type CloseAlarm = Omit<z.output<typeof closeAlarmInput>, "tenantId">;

/** The same from the administration, which names the organisation. */
export const settleAnyHeldInput = settleHeldInput.extend({ tenantId: id });

const day = z
  .string({ error: "field.required" })
  .transform(parseDay)
  .refine((parsed): parsed is Day => parsed !== null, "field.malformed");

/** The journal of a register over some days, both included. */
export const exportJournalInput = z
  .object({ registerId: id, from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "fiscal.export_backwards" });
export type ExportJournal = z.output<typeof exportJournalInput>;

/** A barcode or an НТИН to look up, and the registers that may ask for it. */
export const lookUpGoodInput = z.object({
  registerIds: z.array(id).max(limits.tablePageRowsMax),
  code: z
    .string({ error: "field.required" })
    .trim()
    .regex(/^\d{8,20}$/, "fiscal.goods_code_malformed"),
});
export type LookUpGood = z.output<typeof lookUpGoodInput>;
