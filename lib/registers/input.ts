import { z } from "zod";
import { cashierLogin } from "@/lib/auth/input";
import { id, note, optionalText, parsed, text, ticked } from "@/lib/fields";
import { isPrintable, limits } from "@/lib/kernel";
import { CARD_FIELDS, parseCardDate, parseRegistrationNumber } from "./core/card";
import { parseOfdCashierId, parseOfdRegisterId, parseOfdToken } from "./core/token";

const office = z.string({ error: "field.required" }).regex(/^\d{4}$/, "field.required");

/** The form «Создание новой кассы». */
export const createRegisterInput = z.object({
  tariffCode: text(50),
  name: text(100),
  taxOfficeCode: office,
  locality: text(100),
  localityCode: z
    .string()
    .regex(/^(\d{9})?$/, "field.malformed")
    .optional()
    .transform((typed) => typed || null),
  street: text(150),
  house: text(30),
  flat: optionalText(30),
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
  registrationNumber: parsed(parseRegistrationNumber),
  registeredOn: parsed(parseCardDate),
  taxOfficeCode: office,
  ofdRegisterId: parsed(parseOfdRegisterId),
  ofdToken: parsed(parseOfdToken),
  ofdCashierId: parsed(parseOfdCashierId),
});
export type UploadCard = z.output<typeof uploadCardInput>;

const mark = z.enum(["matches", "differs"]);

/** An admin's approval: what was compared travels along and is kept. */
export const approveInput = z.object({ cardId: id, marks: z.partialRecord(z.enum(CARD_FIELDS), mark) });
export type Approve = z.output<typeof approveInput>;

/** An admin's refusal; the client reads the reason word for word. */
export const rejectInput = z.object({ cardId: id, reason: note(limits.commentLengthMax) });
export type Reject = z.output<typeof rejectInput>;

/** «Продлить»: names the end of the period that the person saw, so that a second click charges nothing. */
export const prolongInput = z.object({ registerId: id, paidUntil: z.iso.datetime() });
export type Prolong = z.output<typeof prolongInput>;

/** A new token after the operator refused the old one. */
export const newTokenInput = z.object({ registerId: id, ofdToken: parsed(parseOfdToken) });
export type NewToken = z.output<typeof newTokenInput>;

const registerIds = z.array(id).max(1000).default([]);

export const createCashierInput = z.object({
  login: cashierLogin,
  name: text(limits.nameLengthMax),
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

const section = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}._-]{1,20}$/u, "registers.section_code"),
  name: z.string().trim().max(100, "field.too_long").refine(isPrintable, "field.malformed").default(""),
});

const paperLines = z.array(text(200)).max(5, "registers.paper_lines_many");

const settings = {
  /** Nothing is rounded to whole tenge, or the total, or every line and the total. */
  rounding: z.enum(["none", "total", "lines"], { error: "field.malformed" }),
  /** To which side: up as old drivers do, to the nearest, or down. */
  roundingTo: z.enum(["ceil", "half_up", "floor"], { error: "field.malformed" }),
  /** The shift is closed at this time of Almaty; null leaves it to the cashier. */
  autoCloseAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "registers.time_malformed")
    .nullable(),
  /** Whether the cash is withdrawn when the shift is closed. */
  withdrawOnClose: z.boolean(),
  /** Departments that the till offers; none offers «1» alone. */
  sections: z
    .array(section)
    .max(50, "registers.sections_many")
    .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, "registers.section_repeated"),
  /** What it prints on: rolls of 58 mm (32 signs in a line, or 36 of a narrow face) and 80 mm, or sheets of A4. */
  paper: z.enum(["58", "58-narrow", "80", "a4"], { error: "field.malformed" }),
  /** In which language a paper comes out first: Russian, Kazakh, or both on one. */
  paperLanguage: z.enum(["ru", "kk", "both"], { error: "field.malformed" }),
  /** What the shop says above and below a receipt. */
  paperTop: paperLines,
  paperBottom: paperLines,
  /** How a receipt printer is spoken to: letters of its own code page, or points drawn by us. */
  printer: z.enum(["text", "raster"], { error: "field.malformed" }),
  /** The number under which the printer keeps the code page of Kazakh letters (KZ-1048); 53 at Epson. */
  printerCodeTable: z.coerce.number().int("field.malformed").min(0, "field.malformed").max(255, "field.malformed"),
};

/** What the owner of a register sets. What was never set has its default, so a setting may be added at any time. */
export const registerSettings = z.object({
  rounding: settings.rounding.default("none"),
  roundingTo: settings.roundingTo.default("ceil"),
  autoCloseAt: settings.autoCloseAt.default(null),
  withdrawOnClose: settings.withdrawOnClose.default(false),
  sections: settings.sections.default([]),
  paper: settings.paper.default("80"),
  paperLanguage: settings.paperLanguage.default("ru"),
  paperTop: settings.paperTop.default([]),
  paperBottom: settings.paperBottom.default([]),
  printer: settings.printer.default("text"),
  printerCodeTable: settings.printerCodeTable.default(53),
});
export type RegisterSettings = z.output<typeof registerSettings>;

/** The version of the operator's protocol: 203 is 2.0.3. */
export const setOfdVersionInput = z.object({
  registerId: id,
  version: z.enum(["202", "203", "204"], { error: "field.malformed" }).transform(Number),
});
export type SetOfdVersion = z.output<typeof setOfdVersionInput>;

/** Changes some settings of a register and leaves the others. */
export const changeSettingsInput = z.object({
  registerId: id,
  settings: z.object(settings).partial(),
});
export type ChangeSettings = z.output<typeof changeSettingsInput>;

/** A list that a form types as text, an item a line: the first fault of an item is the fault of the field. */
const typedLines = <T>(item: (line: string) => unknown, list: z.ZodType<T>) =>
  z
    .string({ error: "field.required" })
    .max(4_000, "field.too_long")
    .transform((typed, context): T => {
      const lines = typed.split(/\r?\n/).map((line) => line.trim());
      const read = list.safeParse(lines.filter(Boolean).map(item));
      if (read.success) return read.data;
      context.addIssue({ code: "custom", message: read.error.issues[0]?.message ?? "field.malformed" });
      return z.NEVER;
    });

const sectionOfLine = (line: string) => {
  const [code = "", ...name] = line.split(/\s+/);
  return { code, name: name.join(" ") };
};

/** The form of a register's settings. */
export const settingsFormInput = z
  .object({
    ...{ registerId: id, rounding: settings.rounding, roundingTo: settings.roundingTo },
    autoCloseAt: z
      .string()
      .trim()
      .transform((time) => time || null)
      .pipe(settings.autoCloseAt),
    withdrawOnClose: ticked,
    sections: typedLines(sectionOfLine, settings.sections),
    ...{ paper: settings.paper, paperLanguage: settings.paperLanguage },
    paperTop: typedLines((line) => line, settings.paperTop),
    paperBottom: typedLines((line) => line, settings.paperBottom),
    ...{ printer: settings.printer, printerCodeTable: settings.printerCodeTable },
  })
  .transform(({ registerId, ...given }): ChangeSettings => ({ registerId, settings: given }));
