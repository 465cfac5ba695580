import { systemClock, systemRandomness } from "@/lib/config";
import { withSystem } from "@/lib/db";
import { newId } from "@/lib/kernel";

export type ReceivedLetter = {
  readonly messageId: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly plain: string;
  readonly html: string | null;
};

/** The mailbox of a demo keeps so many letters; older ones make room. */
const KEPT_MAX = 500;

/** Keeps what arrived, once per letter and recipient, and forgets the oldest beyond the bound. */
export async function keepReceived(letter: ReceivedLetter): Promise<void> {
  const { messageId, sender, subject, plain, html } = letter;
  const rows = letter.recipients.map((recipient) => ({
    ...{ messageId, sender, recipient, subject, plain, html },
    id: newId(systemClock, systemRandomness),
    receivedAt: systemClock.now(),
  }));
  await withSystem(async (tx) => {
    await tx.devLetter.createMany({ data: rows, skipDuplicates: true });
    const old = await tx.devLetter.findMany({
      select: { id: true },
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      skip: KEPT_MAX,
      take: 1000,
    });
    if (old.length > 0) await tx.devLetter.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
  });
}
