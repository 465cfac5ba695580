import type { CpcrVersion } from "@/lib/cpcr";
import type { Tx } from "@/lib/db";
import { type JournalEntry, linkOf } from "../core/check-journal";
import type { DocumentBody, FiscalDocument, Settlement, SettlementKind } from "../core/document";
import type { Attempt, Seal } from "./port";
import { hex } from "./rows";
import { toDocument } from "./stored-document";

type SealRow = Awaited<ReturnType<Tx["fiscalSeal"]["findMany"]>>[number];
type AttemptRow = Awaited<ReturnType<Tx["fiscalAttempt"]["findMany"]>>[number];
type SettlementRow = Awaited<ReturnType<Tx["fiscalSettlement"]["findMany"]>>[number];
type DocumentRow = Awaited<ReturnType<Tx["fiscalDocument"]["findMany"]>>[number];

/** A frame from before it had a place on the chain has none. */
const linkOfRow = (row: { journalSeq: bigint | null; previousHash: string | null; hash: string | null }) => ({
  journalSeq: Number(row.journalSeq ?? 0),
  previousHash: row.previousHash ?? "",
  hash: row.hash ?? "",
});

export const toSeal = (row: SealRow): Seal => ({
  id: row.id,
  documentId: row.documentId,
  wireVersion: row.wireVersion as CpcrVersion, // cast: what the table says
  deviceId: Number(row.deviceId),
  requestNumber: row.requestNumber,
  tokenCipher: hex(row.tokenCipher),
  body: new Uint8Array(row.body),
  sealedAt: row.sealedAt,
  ...linkOfRow(row),
});

const toAttempt = (row: AttemptRow): Attempt => ({
  id: row.id,
  sealId: row.sealId,
  startedAt: row.startedAt,
  body: row.body,
  ...linkOfRow(row),
});

const toSettlement = (row: SettlementRow): Settlement => ({
  id: row.id,
  documentId: row.documentId,
  sealId: row.sealId,
  kind: row.kind as SettlementKind, // cast: what the table says
  at: row.at,
  code: row.code,
  answerText: row.answerText,
  fiscalSign: row.fiscalSign,
  qrText: row.qrText,
  answer: row.answer,
  ...linkOfRow(row),
});

/** A document with its body as it lies there: what is not trusted yet is not read, only hashed. */
export const asStored = (row: DocumentRow): FiscalDocument => ({
  ...toDocument({ ...row, body: null }),
  body: row.body as unknown as DocumentBody, // cast: what the table says
});

/** The rows of a register's journal. */
export type JournalRows = {
  readonly documents: readonly DocumentRow[];
  readonly seals: readonly SealRow[];
  readonly attempts: readonly AttemptRow[];
  readonly settlements: readonly SettlementRow[];
};

/** Rows as entries of the journal, in its order. `read` is how the documents are taken: as they lie there, or with their meaning. */
export function toEntries(
  { documents, seals, attempts, settlements }: JournalRows,
  read: (row: DocumentRow) => FiscalDocument,
): JournalEntry[] {
  const entries: JournalEntry[] = [
    ...documents.map((row) => ({ entry: "document" as const, document: read(row) })),
    ...seals.map((row) => ({ entry: "seal" as const, seal: toSeal(row) })),
    ...attempts.map((row) => ({ entry: "attempt" as const, attempt: toAttempt(row) })),
    ...settlements.map((row) => ({ entry: "settlement" as const, settlement: toSettlement(row) })),
  ].filter((each) => linkOf(each).journalSeq !== 0);
  return entries.sort((a, b) => linkOf(a).journalSeq - linkOf(b).journalSeq);
}

/** The rows of a register's journal, all of them or those of a part of it. */
export async function journalRows(
  tx: Tx,
  tenantId: string,
  registerId: string,
  part: { readonly fromSeq: number; readonly toSeq?: number } = { fromSeq: 0 },
): Promise<JournalRows> {
  const journalSeq = { gte: BigInt(part.fromSeq), ...(part.toSeq === undefined ? {} : { lte: BigInt(part.toSeq) }) };
  const whole = part.fromSeq === 0 && part.toSeq === undefined;
  const place = whole ? {} : { journalSeq };
  return {
    documents: await tx.fiscalDocument.findMany({ where: { tenantId, registerId, ...place } }),
    // By the document they belong to: no index knows the register of a frame.
    seals: await tx.fiscalSeal.findMany({ where: { tenantId, document: { registerId }, ...place } }),
    attempts: await tx.fiscalAttempt.findMany({ where: { tenantId, seal: { document: { registerId } }, ...place } }),
    settlements: await tx.fiscalSettlement.findMany({ where: { tenantId, registerId, ...place } }),
  };
}

/** The whole journal of a register in its order, and the version it was read at. */
export async function journalOf(
  tx: Tx,
  tenantId: string,
  registerId: string,
): Promise<{ readonly version: number; readonly entries: readonly JournalEntry[] } | null> {
  const where = { tenantId_registerId: { tenantId, registerId } };
  const register = await tx.fiscalRegister.findUnique({ where, select: { version: true } });
  if (!register) return null;
  return {
    version: Number(register.version),
    entries: toEntries(await journalRows(tx, tenantId, registerId), toDocument),
  };
}
