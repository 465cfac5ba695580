import { z } from "zod";
import { MEMBER_KINDS } from "@/lib/auth/core/realm";
import { id, note, parsed, text, ticked } from "@/lib/fields";
import { limits, parseXin } from "@/lib/kernel";
import { parseEmail } from "@/lib/mail/core/address";
import { DRAFT_FIELDS, parseIssueDay, parseVatNumber, parseVatSeries } from "./core/details";

/** The answer to a challenge: who registers. */
export const startRegistrationInput = z.object({
  challengeId: z.string().max(100),
  cms: z.string().min(1).max(limits.requestBodyBytes),
});

/** What is saved while the person still types. Passwords are not among it. */
export const draftInput = z.object(
  Object.fromEntries(DRAFT_FIELDS.map((name) => [name, z.string().max(500).optional()])) as Record<
    (typeof DRAFT_FIELDS)[number],
    z.ZodOptional<z.ZodString>
  >, // cast: built from the very list
);

const vatFields = {
  vatPayer: z.literal("on"),
  vatSeries: parsed(parseVatSeries),
  vatNumber: parsed(parseVatNumber),
  vatIssuedOn: parsed(parseIssueDay),
};
const noVat = { vatPayer: z.undefined().optional() };

type VatTyped =
  | { vatPayer: "on"; vatSeries: string; vatNumber: string; vatIssuedOn: z.output<typeof vatFields.vatIssuedOn> }
  | { vatPayer?: undefined };
const vatOf = (typed: VatTyped) =>
  typed.vatPayer ? { series: typed.vatSeries, number: typed.vatNumber, issuedOn: typed.vatIssuedOn } : null;

const password = z.string().max(1024, "field.too_long").optional();

const details = {
  /** Asked of an entrepreneur; a legal entity's name is never read from a form. */
  name: z.string().trim().max(limits.nameLengthMax, "field.too_long").optional(),
  headName: text(limits.nameLengthMax),
  legalAddress: text(300),
  email: parsed(parseEmail),
  password,
  passwordAgain: password,
};

/** The form «Данные организации». */
export const detailsInput = z
  .discriminatedUnion("vatPayer", [z.object({ ...details, ...vatFields }), z.object({ ...details, ...noVat })])
  .refine((typed) => (typed.password ?? "") === (typed.passwordAgain ?? ""), {
    path: ["passwordAgain"],
    error: "auth.password_mismatch",
    // Said together with what is wrong elsewhere in the form, not after it.
    when: ({ value }) => typeof value === "object" && value !== null,
  })
  .transform((typed) => ({
    name: typed.name || null,
    headName: typed.headName,
    legalAddress: typed.legalAddress,
    email: typed.email,
    password: typed.password || null,
    vat: vatOf(typed),
  }));

/** The signature over the stored contract. */
export const signContractInput = z.object({ cms: z.string().min(1).max(limits.requestBodyBytes) });

/** The token of a letter's link. */
export const confirmEmailInput = z.object({ token: z.string().max(100) });

/** «Плательщик НДС» of the profile. */
export const vatInput = z
  .discriminatedUnion("vatPayer", [z.object(vatFields), z.object(noVat)])
  .transform((typed) => ({ vat: vatOf(typed) }));

/** «Вести учет по подразделениям». */
export const divisionsInput = z.object({ divisions: ticked });

const role = z.enum(MEMBER_KINDS, { error: "field.required" });

/** «Допустить сотрудника»: who, by the number in the key, and what he may do. */
export const admitMemberInput = z.object({
  iin: parsed(parseXin),
  name: text(limits.nameLengthMax),
  role,
  /** Becomes the member's id, so that a form sent twice admits one person. */
  idempotencyKey: z.uuid().optional(),
});
export type AdmitMember = z.output<typeof admitMemberInput>;

export const memberInput = z.object({ memberId: id });
export type MemberChoice = z.output<typeof memberInput>;

export const changeMemberInput = memberInput.extend({ role });
export type ChangeMember = z.output<typeof changeMemberInput>;

/** An admin's suspension; the client reads the reason. */
export const suspendInput = z.object({ organizationId: id, reason: note(500) });
export const restoreInput = z.object({ organizationId: id });
