import { audit, type Ctx } from "@/lib/audit";
import { env, systemClock } from "@/lib/config";
import { type Tx, withTenant } from "@/lib/db";
import { err, ok, present, type Result } from "@/lib/kernel";
import { type LetterLocale, sendMail } from "@/lib/mail";
import { CONFIRMATION_DAYS, minutesToWait } from "../core/confirmation";
import {
  insertConfirmation,
  lettersSent,
  makeToken,
  markUsed,
  readConfirmation,
  tenantOfToken,
} from "../store/confirmation";
import { readOrganization, setEmailConfirmed } from "../store/organization";
import { VISITOR } from "./visitor";

export type ConfirmEmailError = { readonly code: "orgs.link_unknown" } | { readonly code: "orgs.link_expired" };

export type ResendError =
  | { readonly code: "orgs.email_confirmed" }
  | { readonly code: "orgs.letter_too_soon"; readonly minutes: number };

/** Writes the letter that confirms an address. Links of earlier letters work until they are three days old or one is used. */
export async function sendConfirmation(
  tx: Tx,
  to: { readonly tenantId: string; readonly email: string; readonly name: string; readonly locale: LetterLocale },
  now: Date,
): Promise<void> {
  const { tenantId, email, name, locale } = to;
  const token = makeToken();
  const expiresAt = new Date(now.getTime() + CONFIRMATION_DAYS * 24 * 60 * 60 * 1000);
  await insertConfirmation(tx, { tenantId, token, email, sentAt: now, expiresAt });
  const values = { organization: name, days: CONFIRMATION_DAYS, link: `${env().WEB_ORIGIN}/confirm/${token}` };
  await sendMail(tx, { tenantId, to: email, locale, template: "confirm_email", values });
}

/**
 * Confirms the address that a link was sent to. A link is used once; one opened again after its address was confirmed answers
 * "confirmed" and changes nothing.
 */
export async function confirmEmail(
  token: string,
  requestId: string,
): Promise<Result<{ email: string }, ConfirmEmailError>> {
  const tenantId = await tenantOfToken(token);
  if (tenantId === null) return err({ code: "orgs.link_unknown" });
  const now = systemClock.now();
  return withTenant(tenantId, async (tx) => {
    const organization = present(await readOrganization(tx, tenantId, true), "a link belongs to an organisation");
    const letter = present(await readConfirmation(tx, token), "a link belongs to a letter");
    const { email } = organization;
    if (letter.email !== email) return err({ code: "orgs.link_unknown" });
    if (organization.emailConfirmedAt) return ok({ email });
    if (letter.usedAt || now >= letter.expiresAt) return err({ code: "orgs.link_expired" });
    await markUsed(tx, tenantId, letter.id, now);
    await setEmailConfirmed(tx, tenantId, now);
    const record = { tenantId, actor: VISITOR, requestId, subject: `organization:${tenantId}` };
    await audit(tx, { ...record, act: "orgs.email_confirmed" });
    return ok({ email });
  });
}

/** «Отправить письмо повторно». Refused once the address is confirmed, and when letters went out too recently. */
export async function resendLetter(ctx: Ctx, locale: LetterLocale): Promise<Result<{ email: string }, ResendError>> {
  const now = systemClock.now();
  const { tenantId } = ctx;
  return withTenant(tenantId, async (tx) => {
    const organization = present(await readOrganization(tx, tenantId, true), "a tenant is an organisation");
    if (organization.emailConfirmedAt) return err({ code: "orgs.email_confirmed" });
    const minutes = minutesToWait(await lettersSent(tx, tenantId), now);
    if (minutes > 0) return err({ code: "orgs.letter_too_soon", minutes });
    const { email, name } = organization;
    await sendConfirmation(tx, { tenantId, email, name, locale }, now);
    await audit(tx, { ...ctx, act: "orgs.letter_resent", subject: `organization:${tenantId}` });
    return ok({ email });
  });
}
