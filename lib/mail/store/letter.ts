import { decryptSecret, encryptSecret, systemClock, systemRandomness } from "@/lib/config";
import { type Tx, withSystem } from "@/lib/db";
import { isLocale, type Locale, type Values } from "@/lib/i18n";
import { invariant, newId, present } from "@/lib/kernel";
import { LETTER_TEMPLATES, type LetterTemplate } from "../templates";

/** A file that goes with a letter. */
export type Attachment = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };

/** A letter that still has to go. */
export type WaitingLetter = {
  readonly tenantId: string;
  readonly id: string;
  readonly template: LetterTemplate;
  readonly locale: Locale;
  readonly recipient: string;
  readonly values: Values & { readonly link: string };
  readonly attachments: readonly Attachment[];
};

type Kept = {
  readonly values: WaitingLetter["values"];
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly base64: string }[];
};

const owner = (tenantId: string, id: string): string => `letter:${tenantId}:${id}`;

/** Keeps a letter in the caller's transaction. What it says is encrypted: a link in it opens doors. */
export async function keepLetter(tx: Tx, letter: Omit<WaitingLetter, "id">): Promise<string> {
  const id = newId(systemClock, systemRandomness);
  const { tenantId, template, locale, recipient, values } = letter;
  const attachments = letter.attachments.map(({ bytes, ...file }) => ({
    ...{ ...file, base64: Buffer.from(bytes).toString("base64") },
  }));
  await tx.letter.create({
    data: {
      ...{ tenantId, id, template, locale, recipient, createdAt: systemClock.now() },
      valuesCipher: encryptSecret(JSON.stringify({ values, attachments } satisfies Kept), owner(tenantId, id)),
    },
    select: { id: true },
  });
  return id;
}

/** Reads what a letter says; letters from before there were attachments hold the values alone. */
function readKept(text: string): Pick<WaitingLetter, "values" | "attachments"> {
  const stored: Kept | WaitingLetter["values"] = JSON.parse(text);
  const kept = "values" in stored && typeof stored.values === "object" ? (stored as Kept) : null; // cast: told apart by its shape
  return {
    values: kept ? kept.values : (stored as WaitingLetter["values"]), // cast: the other one of the two
    attachments: (kept?.attachments ?? []).map(({ base64, ...file }) => ({
      ...{ ...file, bytes: new Uint8Array(Buffer.from(base64, "base64")) },
    })),
  };
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
    const { values, attachments } = readKept(decryptSecret(cipher, owner(tenantId, id)));
    return { tenantId, id, template, locale: row.locale, recipient: row.recipient, values, attachments };
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
