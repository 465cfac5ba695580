import { z } from "zod";
import { note, optionalText, parsed, text } from "@/lib/fields";
import { dayOf } from "@/lib/kernel";
import { parseFactoryNumber, parseMadeYear, parseRegistrationNumber } from "./core/fields";
import { BLOCK_CAUSES } from "./core/status";
import { CONNECTIONS } from "./core/tariffs";

export { BLOCK_CAUSES };

const registerId = z.coerce.number({ error: "field.malformed" }).int("field.malformed").min(1).max(0x7fff_ffff);

/** The form «Торговая точка». */
export const tradingPointInput = z.object({
  name: text(100),
  locality: text(100),
  localityCode: z
    .string()
    .regex(/^(\d{9})?$/, "field.malformed")
    .optional()
    .transform((typed) => typed || null),
  street: text(150),
  house: text(30),
  building: optionalText(30),
  room: optionalText(30),
  /** Becomes the point's id, so that a form sent twice makes one point. */
  idempotencyKey: z.uuid().optional(),
});
export type NewTradingPoint = z.output<typeof tradingPointInput>;

/** The form «Касса». */
export const registerInput = z.object({
  name: text(100),
  model: text(100),
  factoryNumber: parsed(parseFactoryNumber),
  madeYear: parsed((typed) => parseMadeYear(typed, Number(dayOf(new Date()).slice(0, 4)))),
  registrationNumber: parsed(parseRegistrationNumber),
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
  reason: note(300),
});
export type BlockRegister = z.output<typeof blockInput>;

/** Lifting a block. */
export const unblockInput = z.object({ registerId });

/** Taking a register off the books. */
export const deregisterInput = z.object({ registerId, reason: note(300) });

/** The card of a user. */
export const userInput = z.object({
  number: registerId,
  name: text(200),
  position: optionalText(100),
  email: z
    .string()
    .trim()
    .max(254, "field.malformed")
    .refine((typed) => typed === "" || z.email().safeParse(typed).success, "field.email")
    .optional()
    .transform((typed) => typed || null),
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
      .refine((typed) => typed === "" || z.email().safeParse(typed).success, "field.email")
      .optional()
      .transform((typed) => typed || null),
    phone: z
      .string()
      .trim()
      .regex(/^(\+[\d ()-]{7,30})?$/, "operator.phone_malformed")
      .optional()
      .transform((typed) => typed || null),
  })
  .refine(({ password, repeated }) => (password ?? "") === (repeated ?? ""), {
    path: ["repeated"],
    error: "operator.passwords_differ",
  });
export type SignUp = z.output<typeof signUpInput>;
