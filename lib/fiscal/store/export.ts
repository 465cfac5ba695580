import type { Tx } from "@/lib/db";
import type { JournalEntry } from "../core/check-journal";
import type { FiscalDocument } from "../core/document";
import type { JournalHead } from "../core/journal";
import type { HeadMark } from "../core/verify-book";
import { headsOf } from "./book";
import { asStored, journalRows, toEntries } from "./journal";

export type ExportedPart = {
  readonly entries: readonly JournalEntry[];
  readonly documents: readonly Pick<FiscalDocument, "id" | "number">[];
  readonly earlier: Readonly<Record<string, number>>;
  readonly start: JournalHead;
  readonly journal: JournalHead;
  readonly heads: readonly HeadMark[];
};

const seqOf = (value: bigint | number | null | undefined): number => Number(value ?? 0);

/** How many documents a register made in a span. */
export const countMade = (tx: Tx, tenantId: string, registerId: string, from: Date, until: Date): Promise<number> =>
  tx.fiscalDocument.count({ where: { tenantId, registerId, at: { gte: from, lt: until } } });

/**
 * The part of a journal that holds the documents of a span with all that became known of them: from the first of them to the last
 * word about any. Null where there are none.
 */
export async function readPart(
  tx: Tx,
  tenantId: string,
  registerId: string,
  from: Date,
  until: Date,
): Promise<ExportedPart | null> {
  const register = await tx.fiscalRegister.findUnique({ where: { tenantId_registerId: { tenantId, registerId } } });
  const made = { tenantId, registerId, at: { gte: from, lt: until } };
  const first = await tx.fiscalDocument.findFirst({ where: made, orderBy: { number: "asc" } });
  const last = await tx.fiscalDocument.findFirst({ where: made, orderBy: { number: "desc" } });
  if (!register || !first || !last) return null;
  const settled = await tx.fiscalSettlement.aggregate({
    ...{ where: { tenantId, registerId, document: made }, _max: { journalSeq: true } },
  });
  const sealed = await tx.fiscalSeal.aggregate({ where: { tenantId, document: made }, _max: { journalSeq: true } });
  const part = {
    fromSeq: seqOf(first.journalSeq),
    toSeq: Math.max(seqOf(last.journalSeq), seqOf(settled._max.journalSeq), seqOf(sealed._max.journalSeq)),
  };
  const rows = await journalRows(tx, tenantId, registerId, part);
  const own = new Set(rows.documents.map(({ id }) => id));
  const others = [...rows.settlements, ...rows.seals].map(({ documentId }) => documentId).filter((id) => !own.has(id));
  const earlier = await tx.fiscalDocument.findMany({
    ...{ where: { tenantId, id: { in: [...new Set(others)] } }, select: { id: true, number: true } },
  });
  const entries = toEntries(rows, asStored);
  return {
    entries,
    documents: rows.documents.map(({ id, number }) => ({ id, number: Number(number) })),
    earlier: Object.fromEntries(earlier.map(({ id, number }) => [id, Number(number)])),
    start: { seq: part.fromSeq - 1, hash: first.previousHash },
    journal: { seq: Number(register.journalSeq), hash: register.journalHash },
    heads: await headsOf(tx, tenantId, registerId),
  };
}
