import { z } from "zod";
import { cashierLogin } from "@/lib/auth/input";
import { limits, type Result } from "@/lib/kernel";
import { CARD_FIELDS, parseCardDate, parseRegistrationNumber } from "./core/card";
import { parseOfdCashierId, parseOfdRegisterId, parseOfdToken } from "./core/token";

/** Turns a parser of the core into a field: the code of its refusal becomes the message that the form translates. */
const field = <T>(parse: (text: string) => Result<T, { code: string }>) =>
  z
    .string({ error: "field.required" })
    .trim()
    .min(1, "field.required")
    .max(500, "field.malformed")
    .transform((text, context) => {
      const parsed = parse(text);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: "custom", message: parsed.error.code });
      return z.NEVER;
    });

const words = (max: number) =>
  z.string({ error: "field.required" }).trim().min(1, "field.required").max(max, "field.malformed");

const optionalWords = (max: number) =>
  z
    .string()
    .trim()
    .max(max, "field.malformed")
    .optional()
    .transform((text) => text || null);

const id = z.uuid("field.malformed");

const office = z.string({ error: "field.required" }).regex(/^\d{4}$/, "field.required");

/** The form «Создание новой кассы». */
export const createRegisterInput = z.object({
  tariffCode: words(50),
  name: words(100),
  taxOfficeCode: office,
  locality: words(100),
  localityCode: z
    .string()
    .regex(/^(\d{9})?$/, "field.malformed")
    .optional()
    .transform((text) => text || null),
  street: words(150),
  house: words(30),
  flat: optionalWords(30),
  /** Becomes the register's id, so that a form sent twice makes one register. */
  idempotencyKey: z.uuid().optional(),
});
export type CreateRegister = z.output<typeof createRegisterInput>;

/** The signature over the stored tax application. */
export const signApplicationInput = z.object({ registerId: id, cms: z.string().min(1).max(limits.requestBodyBytes) });
export type SignApplication = z.output<typeof signApplicationInput>;

/** The form «Загрузка регистрационной карточки», without its file. */
export const uploadCardInput = z.object({
  registerId: id,
  registrationNumber: field(parseRegistrationNumber),
  registeredOn: field(parseCardDate),
  taxOfficeCode: office,
  ofdRegisterId: field(parseOfdRegisterId),
  ofdToken: field(parseOfdToken),
  ofdCashierId: field(parseOfdCashierId),
});
export type UploadCard = z.output<typeof uploadCardInput>;

const mark = z.enum(["matches", "differs"]);

/** An admin's approval: what was compared travels along and is kept. */
export const approveInput = z.object({ cardId: id, marks: z.partialRecord(z.enum(CARD_FIELDS), mark) });
export type Approve = z.output<typeof approveInput>;

/** An admin's refusal; the client reads the reason word for word. */
export const rejectInput = z.object({ cardId: id, reason: words(limits.commentLengthMax) });
export type Reject = z.output<typeof rejectInput>;

/** «Продлить»: names the end of the period that the person saw, so that a second click charges nothing. */
export const prolongInput = z.object({ registerId: id, paidUntil: z.iso.datetime() });
export type Prolong = z.output<typeof prolongInput>;

/** A new token after the operator refused the old one. */
export const newTokenInput = z.object({ registerId: id, ofdToken: field(parseOfdToken) });
export type NewToken = z.output<typeof newTokenInput>;

const registerIds = z.array(id).max(1000).default([]);

export const createCashierInput = z.object({
  login: cashierLogin,
  name: words(limits.nameLengthMax),
  registerIds,
  /** Becomes the cashier's id, so that a form sent twice makes one account. */
  idempotencyKey: z.uuid().optional(),
});
export type CreateCashier = z.output<typeof createCashierInput>;

export const cashierAccessInput = z.object({ cashierId: id, registerIds });
export type CashierAccess = z.output<typeof cashierAccessInput>;

export const cashierInput = z.object({ cashierId: id });
export type CashierChoice = z.output<typeof cashierInput>;

/** Which signed application the demo's tax office answers. */
export const issueCardInput = z.object({ tenantId: id, registerId: id });
export type IssueCard = z.output<typeof issueCardInput>;
