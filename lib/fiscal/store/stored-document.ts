import type { DocumentBody, FiscalDocument, SettlementKind } from "../core/document";
import { fromJson, type Json } from "../core/json";
import type { DocumentKind } from "../core/kinds";
import type { DocumentStatus } from "./port";

type StoredDocument = {
  readonly id: string;
  readonly number: bigint;
  readonly shiftNumber: number;
  readonly shiftDocumentNumber: number;
  readonly kind: string;
  readonly at: Date;
  readonly totalTiyn: bigint;
  readonly offlineNumber: bigint | null;
  readonly autonomous: boolean;
  readonly basisId: string | null;
  readonly body: unknown;
  readonly journalSeq: bigint;
  readonly previousHash: string;
  readonly hash: string;
  readonly requestHash: string | null;
};

type StoredSettlement = {
  readonly kind: string;
  readonly code: number | null;
  readonly answerText: string | null;
  readonly fiscalSign: string | null;
  readonly qrText: string | null;
};

/** Reads a stored document back into the value that was accepted. */
export const toDocument = (row: StoredDocument): FiscalDocument => ({
  id: row.id,
  number: Number(row.number),
  shiftNumber: row.shiftNumber,
  shiftDocumentNumber: row.shiftDocumentNumber,
  kind: row.kind as DocumentKind, // cast: the table's check
  at: row.at,
  totalTiyn: row.totalTiyn as FiscalDocument["totalTiyn"], // cast: tiyn by name
  offlineNumber: row.offlineNumber === null ? null : Number(row.offlineNumber),
  autonomous: row.autonomous,
  basisId: row.basisId,
  body: fromJson<DocumentBody>(row.body as Json), // cast: jsonb
  journalSeq: Number(row.journalSeq),
  previousHash: row.previousHash,
  hash: row.hash,
  ...(row.requestHash === null ? {} : { requestHash: row.requestHash }),
});

/** Where a document stands, from what became known about it. */
export function toStatus(
  row: { readonly autonomous: boolean },
  settlements: readonly StoredSettlement[],
): Omit<DocumentStatus, "document"> {
  const found = (kind: SettlementKind) => settlements.find((settlement) => settlement.kind === kind);
  const accepted = found("accepted");
  const rejected = found("rejected");
  const issuedAutonomous = row.autonomous || found("autonomous") !== undefined;
  const open = issuedAutonomous ? "autonomous" : "pending";
  return {
    outcome: accepted ? "accepted" : rejected ? "rejected" : open,
    issuedAutonomous,
    fiscalSign: accepted?.fiscalSign ?? null,
    qrText: accepted?.qrText ?? null,
    refusal: rejected ? { code: rejected.code ?? 0, text: rejected.answerText ?? "" } : null,
  };
}

/** A document as `cabinet.fiscal_document_found` answers it. */
export type FoundDocument = {
  readonly document: {
    readonly id: string;
    readonly number: number;
    readonly shift_number: number;
    readonly shift_document_number: number;
    readonly kind: string;
    readonly at: string;
    readonly total_tiyn: string;
    readonly offline_number: number | null;
    readonly autonomous: boolean;
    readonly basis_id: string | null;
    readonly body: unknown;
    readonly journal_seq: number;
    readonly previous_hash: string;
    readonly hash: string;
    readonly request_hash: string | null;
  };
  readonly settlements: readonly StoredSettlement[];
};

export const foundStatus = ({ document: row, settlements }: FoundDocument): DocumentStatus =>
  statusOf({
    ...{ id: row.id, number: BigInt(row.number), kind: row.kind, at: new Date(row.at), body: row.body, settlements },
    shiftNumber: row.shift_number,
    shiftDocumentNumber: row.shift_document_number,
    totalTiyn: BigInt(row.total_tiyn),
    offlineNumber: row.offline_number === null ? null : BigInt(row.offline_number),
    autonomous: row.autonomous,
    basisId: row.basis_id,
    journalSeq: BigInt(row.journal_seq),
    previousHash: row.previous_hash,
    hash: row.hash,
    requestHash: row.request_hash,
  });

/** A stored document with where it stands. */
export const statusOf = (row: StoredDocument & { settlements: readonly StoredSettlement[] }): DocumentStatus => ({
  document: toDocument(row),
  ...toStatus(row, row.settlements),
});
