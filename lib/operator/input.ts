import { z } from "zod";
import { dayOf, type Result } from "@/lib/kernel";
import { parseFactoryNumber, parseMadeYear, parseRegistrationNumber } from "./core/fields";
import { BLOCK_CAUSES } from "./core/status";
import { CONNECTIONS } from "./core/tariffs";

export { BLOCK_CAUSES };

/** Turns a parser of the core into a field: the code of its refusal becomes the message that the form translates. */
const field = <T>(parse: (text: string) => Result<T, { code: string }>) =>
  z
    .string({ error: "field.required" })
    .trim()
    .min(1, "field.required")
    .max(100, "field.malformed")
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

const registerId = z.coerce.number({ error: "field.malformed" }).int("field.malformed").min(1).max(0x7fff_ffff);

/** The form «Торговая точка». */
export const tradingPointInput = z.object({
  name: words(100),
  locality: words(100),
  localityCode: z
    .string()
    .regex(/^(\d{9})?$/, "field.malformed")
    .optional()
    .transform((text) => text || null),
  street: words(150),
  house: words(30),
  building: optionalWords(30),
  room: optionalWords(30),
  /** Becomes the point's id, so that a form sent twice makes one point. */
  idempotencyKey: z.uuid().optional(),
});
export type NewTradingPoint = z.output<typeof tradingPointInput>;

/** The form «Касса». */
export const registerInput = z.object({
  name: words(100),
  model: words(100),
  factoryNumber: field(parseFactoryNumber),
  madeYear: field((text) => parseMadeYear(text, Number(dayOf(new Date()).slice(0, 4)))),
  registrationNumber: field(parseRegistrationNumber),
  tradingPointId: z.uuid("field.required"),
  consent: z.literal("on", { error: "operator.consent_needed" }),
});
export type NewRegister = z.output<typeof registerInput>;

/** «Выбрать тариф». */
export const tariffInput = z.object({ registerId, tariffCode: z.enum(CONNECTIONS, { error: "field.required" }) });
export type ChooseTariff = z.output<typeof tariffInput>;

/** «Получить токен». */
export const tokenInput = z.object({ registerId });

/** What the operator's staff writes about a block; the register shows the reason. */
export const blockInput = z.object({
  registerId,
  cause: z.enum(BLOCK_CAUSES, { error: "field.required" }),
  reason: words(300),
});
export type BlockRegister = z.output<typeof blockInput>;

/** Lifting a block. */
export const unblockInput = z.object({ registerId });

/** Taking a register off the books. */
export const deregisterInput = z.object({ registerId, reason: words(300) });

/** The card of a user. */
export const userInput = z.object({
  number: registerId,
  name: words(200),
  position: optionalWords(100),
  email: z
    .string()
    .trim()
    .max(254, "field.malformed")
    .refine((text) => text === "" || z.email().safeParse(text).success, "field.email")
    .optional()
    .transform((text) => text || null),
});
export type EditUser = z.output<typeof userInput>;

/** Signing up with a digital signature: what the certificate does not say. A password is a second way in, not a must. */
export const signUpInput = z
  .object({
    password: z.string().max(200, "field.malformed").optional(),
    repeated: z.string().max(200, "field.malformed").optional(),
    email: z
      .string()
      .trim()
      .max(254, "field.malformed")
      .refine((text) => text === "" || z.email().safeParse(text).success, "field.email")
      .optional()
      .transform((text) => text || null),
    phone: z
      .string()
      .trim()
      .regex(/^(\+[\d ()-]{7,30})?$/, "operator.phone_malformed")
      .optional()
      .transform((text) => text || null),
  })
  .refine(({ password, repeated }) => (password ?? "") === (repeated ?? ""), {
    path: ["repeated"],
    error: "operator.passwords_differ",
  });
export type SignUp = z.output<typeof signUpInput>;
