import type { Tx } from "@/lib/db";
import type { Locale } from "@/lib/i18n";
import { enqueue } from "@/lib/jobs";
import { invariant } from "@/lib/kernel";
import { parseEmail } from "./core/address";
import { type Attachment, keepLetter } from "./store/letter";
import type { Letters, LetterTemplate } from "./templates";

export type Mail<T extends LetterTemplate> = {
  readonly tenantId: string;
  /** An address that `parseEmail` took. */
  readonly to: string;
  readonly locale: Locale;
  readonly template: T;
  readonly values: Letters[T];
  /** Small files that go with it. */
  readonly attachments?: readonly Attachment[];
};

/**
 * Writes a letter in the caller's transaction: it goes out if and only if that transaction commits. The worker sends it and
 * tries again while the mail server is away.
 */
export async function sendMail<T extends LetterTemplate>(tx: Tx, mail: Mail<T>): Promise<void> {
  const address = parseEmail(mail.to);
  invariant(address.ok, "a letter goes to an address");
  const { tenantId, locale, template, values, attachments = [] } = mail;
  const id = await keepLetter(tx, { tenantId, locale, template, values, attachments, recipient: address.value });
  await enqueue(tx, "mail.send", { tenantId, letterId: id }, { key: `mail.send:${id}` });
}
