import type { Tx } from "@/lib/db";
import { addDays, type Day, dayOf, startOfDay } from "@/lib/kernel";
import { headsOf } from "../store/book";
import { countMade } from "../store/export";

/** The head of a journal, and the days from which documents can be taken. */
export type JournalView = {
  readonly seq: number;
  readonly hash: string;
  readonly documents: number;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  /** Documents of the days that were asked for. */
  readonly made: number;
  /** The last daily heads, latest first. */
  readonly heads: readonly { readonly day: string; readonly seq: number; readonly hash: string }[];
};

const HEADS_SHOWN = 7;

export async function readJournalView(
  tx: Tx,
  tenantId: string,
  registerId: string,
  period?: { readonly from: Day; readonly to: Day },
): Promise<JournalView | null> {
  const register = await tx.fiscalRegister.findUnique({
    where: { tenantId_registerId: { tenantId, registerId } },
    select: { journalSeq: true, journalHash: true, lastNumber: true, lastAt: true },
  });
  if (!register) return null;
  const first = await tx.fiscalDocument.findFirst({
    ...{ where: { tenantId, registerId }, orderBy: { number: "asc" }, select: { at: true } },
  });
  const made = period
    ? await countMade(tx, tenantId, registerId, startOfDay(period.from), startOfDay(addDays(period.to, 1)))
    : 0;
  const heads = (await headsOf(tx, tenantId, registerId)).reverse().slice(0, HEADS_SHOWN);
  return {
    ...{ seq: Number(register.journalSeq), hash: register.journalHash, documents: Number(register.lastNumber) },
    firstDay: first && dayOf(first.at),
    lastDay: register.lastAt && dayOf(register.lastAt),
    made,
    heads: heads.map(({ day, seq, hash }) => ({ day, seq, hash })),
  };
}
