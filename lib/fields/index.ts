import { z } from "zod";
import { isPrintable, type Result } from "@/lib/kernel";

// What the inputs of all rooms are made of. Messages are codes of errors; the form translates them.

const required = () => z.string({ error: "field.required" }).trim().min(1, "field.required");

/** A text of one line that must be there: trimmed, without signs that paper and XML cannot carry. */
export const text = (max: number) => required().max(max, "field.too_long").refine(isPrintable, "field.malformed");

/** The same, or null where nothing was typed. */
export const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, "field.too_long")
    .refine(isPrintable, "field.malformed")
    .optional()
    .transform((typed) => typed || null);

/** A text that a person writes to another, in lines. */
export const note = (max: number) =>
  required()
    .max(max, "field.too_long")
    .refine((typed) => isPrintable(typed.replace(/[\r\n\t]/g, " ")), "field.malformed");

/** Longer than any number, date or address that a parser takes. */
const PARSED_LENGTH_MAX = 254;

/** Turns a parser of a core into a field: the code of its refusal becomes the message. */
export const parsed = <T>(parse: (typed: string) => Result<T, { readonly code: string }>) =>
  required()
    .max(PARSED_LENGTH_MAX, "field.malformed")
    .transform((typed, context): T => {
      const read = parse(typed);
      if (read.ok) return read.value;
      context.addIssue({ code: "custom", message: read.error.code });
      return z.NEVER;
    });

/** Who or what is meant. */
export const id = z.uuid("field.malformed");

/** A tick of a form. */
export const ticked = z
  .literal("on")
  .optional()
  .transform((typed) => typed === "on");
