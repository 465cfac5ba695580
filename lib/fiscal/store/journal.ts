import type { Tx } from "@/lib/db";
import type { JournalEntry } from "../core/check-journal";
import { type FiscalDocument, SETTLEMENT_KINDS, type Settlement } from "../core/document";
import { toDocument } from "./sql-store";

const seqOf = (entry: JournalEntry): number =>
  entry.entry === "document" ? entry.document.journalSeq : entry.settlement.journalSeq;

/** The whole journal of a register in its order, and the version it was read at. */
export async function journalOf(
  tx: Tx,
  tenantId: string,
  registerId: string,
): Promise<{ readonly version: number; readonly entries: readonly JournalEntry[] } | null> {
  const register = await tx.fiscalRegister.findUnique({
    where: { tenantId_registerId: { tenantId, registerId } },
    select: { version: true },
  });
  if (!register) return null;
  const documents = await tx.fiscalDocument.findMany({ where: { tenantId, registerId } });
  const settlements = await tx.fiscalSettlement.findMany({
    ...{ where: { tenantId, registerId }, omit: { answer: true } },
  });
  const entries: JournalEntry[] = [
    ...documents.map((row) => ({ entry: "document" as const, document: toDocument(row) satisfies FiscalDocument })),
    ...settlements.map((row) => ({
      entry: "settlement" as const,
      settlement: {
        id: row.id,
        documentId: row.documentId,
        sealId: row.sealId,
        kind: SETTLEMENT_KINDS.find((kind) => kind === row.kind) ?? "held",
        at: row.at,
        code: row.code,
        answerText: row.answerText,
        fiscalSign: row.fiscalSign,
        qrText: row.qrText,
        journalSeq: Number(row.journalSeq),
        previousHash: row.previousHash,
        hash: row.hash,
      } satisfies Settlement,
    })),
  ];
  entries.sort((a, b) => seqOf(a) - seqOf(b));
  return { version: Number(register.version), entries };
}
