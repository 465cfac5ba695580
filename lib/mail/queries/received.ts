import { env } from "@/lib/config";
import { withSystem } from "@/lib/db";
import { invariant, isId, limits } from "@/lib/kernel";

/** A letter in the list of the development mailbox. */
export type ReceivedRow = {
  readonly id: string;
  readonly receivedAt: Date;
  readonly recipient: string;
  readonly subject: string;
};

export type ReceivedView = ReceivedRow & {
  readonly sender: string;
  readonly plain: string;
  readonly html: string | null;
};

const row = { id: true, receivedAt: true, recipient: true, subject: true } as const;

const onlyInDemo = (): void => invariant(env().APP_MODE === "demo", "the development mailbox is opened in demo only");

/** Letters that arrived, newest first, whose recipient, subject or text holds the searched words. */
export async function receivedLetters(search: string): Promise<readonly ReceivedRow[]> {
  onlyInDemo();
  const contains = { contains: search.trim().slice(0, 200), mode: "insensitive" as const };
  return withSystem((tx) =>
    tx.devLetter.findMany({
      where: search.trim() ? { OR: [{ recipient: contains }, { subject: contains }, { plain: contains }] } : {},
      select: row,
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      take: limits.tablePageRowsMax,
    }),
  );
}

/** One letter that arrived, or null. */
export async function receivedLetter(id: string): Promise<ReceivedView | null> {
  onlyInDemo();
  if (!isId(id)) return null;
  return withSystem((tx) =>
    tx.devLetter.findUnique({ where: { id }, select: { ...row, sender: true, plain: true, html: true } }),
  );
}
