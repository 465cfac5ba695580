import { z } from "zod";
import { id, optionalText, text, ticked } from "@/lib/fields";
import { limits, parseTenge } from "@/lib/kernel";
import { parseBarcode } from "./core/barcode";
import { VAT_KINDS } from "./core/vat";

const barcode = z
  .string()
  .trim()
  .optional()
  .transform((typed, context) => {
    if (!typed) return null;
    const parsed = parseBarcode(typed);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: parsed.error.code });
    return z.NEVER;
  });

/** A price of the form: left out when the price is free and typed at the till. */
const priced = <Shape extends { pricing: "fixed" | "free"; price?: string | undefined }>(
  good: Shape,
  context: z.core.$RefinementCtx,
) => {
  const { pricing, price, ...rest } = good;
  if (pricing === "free") return { ...rest, priceTiyn: null };
  const refuse = (message: string) => {
    context.addIssue({ code: "custom", message, path: ["price"] });
    return z.NEVER;
  };
  if (!price?.trim()) return refuse("field.required");
  const parsed = parseTenge(price);
  if (!parsed.ok) return refuse(parsed.error.code);
  return parsed.value > 0n ? { ...rest, priceTiyn: parsed.value } : refuse("money.not_positive");
};

const fields = {
  name: text(limits.nameLengthMax),
  barcode,
  unitCode: text(10),
  vatKind: z.enum(VAT_KINDS, { error: "field.required" }),
  pricing: z.enum(["fixed", "free"], { error: "field.required" }),
  price: z.string().max(40, "money.malformed").optional(),
  sectionCode: z
    .string()
    .trim()
    .max(20, "field.malformed")
    .regex(/^[\p{L}\p{N}._-]*$/u, "field.malformed")
    .optional()
    .transform((typed) => typed || "1"),
  groupName: optionalText(100),
  article: optionalText(100),
  ntin: optionalText(20).refine((typed) => typed === null || /^\d{8,20}$/.test(typed), "field.malformed"),
  plu: optionalText(5).refine((typed) => typed === null || /^\d{5}$/.test(typed), "catalog.plu_malformed"),
  favourite: ticked,
  marked: ticked,
};

/** The form of a new good. Its key becomes the good's id, so that a form sent twice makes one good. */
export const createGoodInput = z.object({ ...fields, idempotencyKey: z.uuid().optional() }).transform(priced);
export type CreateGood = z.output<typeof createGoodInput>;

/** The form of a good that exists; `version` is the one that the person saw. */
export const updateGoodInput = z
  .object({ ...fields, goodId: id, version: z.coerce.number().int().min(1) })
  .transform(priced);
export type UpdateGood = z.output<typeof updateGoodInput>;

/** Into the archive or back. */
export const archiveGoodInput = z.object({ goodId: id, archived: z.boolean() });
export type ArchiveGood = z.output<typeof archiveGoodInput>;

/** A list of goods that was shown and waits for a yes. */
export const confirmImportInput = z.object({ importId: id });
export type ConfirmImport = z.output<typeof confirmImportInput>;

/** A file with goods. */
export const readImportInput = z.object({
  file: z
    .file({ error: "field.required" })
    .refine(({ size }) => size > 0, "field.required")
    .refine(({ size }) => size <= limits.uploadBytes, "too_large"),
});
export type ReadImport = z.output<typeof readImportInput>;
