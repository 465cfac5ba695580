import { decryptSecret, encryptSecret, systemClock, systemRandomness } from "@/lib/config";
import { type Tx, withSystem } from "@/lib/db";
import { isLocale, type Locale, type Values } from "@/lib/i18n";
import { invariant, newId, present } from "@/lib/kernel";
import { LETTER_TEMPLATES, type LetterTemplate } from "../templates";

/** A letter that still has to go. */
export type WaitingLetter = {
  readonly tenantId: string;
  readonly id: string;
  readonly template: LetterTemplate;
  readonly locale: Locale;
  readonly recipient: string;
  readonly values: Values & { readonly link: string };
};

const owner = (tenantId: string, id: string): string => `letter:${tenantId}:${id}`;

/** Keeps a letter in the caller's transaction. What it says is encrypted: a link in it opens doors. */
export async function keepLetter(tx: Tx, letter: Omit<WaitingLetter, "id">): Promise<string> {
  const id = newId(systemClock, systemRandomness);
  const { tenantId, template, locale, recipient, values } = letter;
  await tx.letter.create({
    data: {
      ...{ tenantId, id, template, locale, recipient, createdAt: systemClock.now() },
      valuesCipher: encryptSecret(JSON.stringify(values), owner(tenantId, id)),
    },
    select: { id: true },
  });
  return id;
}

/** Takes a letter that waits, counting the attempt. Null when it is gone already: the job came twice. */
export async function takeLetter(tenantId: string, id: string): Promise<WaitingLetter | null> {
  return withSystem(async (tx) => {
    const { count } = await tx.letter.updateMany({
      where: { tenantId, id, sentAt: null, failedAt: null },
      data: { attempts: { increment: 1 } },
    });
    if (count === 0) return null;
    const row = present(await tx.letter.findUnique({ where: { tenantId_id: { tenantId, id } } }), "a taken letter");
    const template = present(
      LETTER_TEMPLATES.find((name) => name === row.template),
      "a letter has a known template",
    );
    invariant(isLocale(row.locale), "a letter has a known language");
    const cipher = present(row.valuesCipher, "a waiting letter knows what it says");
    const values: WaitingLetter["values"] = JSON.parse(decryptSecret(cipher, owner(tenantId, id)));
    return { tenantId, id, template, locale: row.locale, recipient: row.recipient, values };
  });
}

/** Notes that the letter went out, and forgets what it said. */
export async function letterSent(tenantId: string, id: string): Promise<void> {
  await withSystem((tx) =>
    tx.letter.updateMany({
      where: { tenantId, id, sentAt: null, failedAt: null },
      data: { sentAt: systemClock.now(), valuesCipher: null },
    }),
  );
}

/** Notes that the letter will never go out, and why. */
export async function letterFailed(tenantId: string, id: string, failure: string): Promise<void> {
  await withSystem((tx) =>
    tx.letter.updateMany({
      where: { tenantId, id, sentAt: null, failedAt: null },
      data: { failedAt: systemClock.now(), failure: failure.slice(0, 500), valuesCipher: null },
    }),
  );
}
