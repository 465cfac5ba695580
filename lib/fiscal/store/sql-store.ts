import { systemClock, systemRandomness } from "@/lib/config";
import { call, type Tx, withTenant } from "@/lib/db";
import { newId } from "@/lib/kernel";
import type { DocumentBody, FiscalDocument, SettlementKind } from "../core/document";
import { fromJson, type Json } from "../core/json";
import type { DocumentKind } from "../core/kinds";
import { takeDue } from "./due";
import type { DocumentStatus, FiscalStore, Written } from "./port";
import { changeToJson, hex, type RegisterRow, stateToRow, toSituation } from "./rows";

type StateAnswer = {
  readonly now: string;
  readonly register: RegisterRow;
  readonly leased: boolean;
  readonly oldest_unsent_at: string | null;
  readonly known: { readonly input_hash: string; readonly document_id: string } | null;
  readonly holds: readonly string[];
};

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
  ...asStored(row),
  body: fromJson<DocumentBody>(row.body as Json), // cast: jsonb
});

/** A stored document with its body as it lies there: what is not to be trusted is not read, only hashed. */
export const asStored = (row: StoredDocument): FiscalDocument => ({
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
  body: row.body as DocumentBody, // cast: what the table says
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

const statusOf = (row: StoredDocument & { settlements: readonly StoredSettlement[] }): DocumentStatus => ({
  document: toDocument(row),
  ...toStatus(row, row.settlements),
});

const makeId = (): string => newId(systemClock, systemRandomness);

async function findSeal(tx: Tx, tenantId: string, id: string) {
  const row = await tx.fiscalSeal.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!row) return null;
  const latest = await tx.fiscalAttempt.findFirst({
    where: { tenantId, sealId: id, body: { not: null } },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
  });
  const seal = {
    id,
    documentId: row.documentId,
    wireVersion: row.wireVersion,
    deviceId: Number(row.deviceId),
    requestNumber: row.requestNumber,
    tokenCipher: hex(row.tokenCipher),
    body: new Uint8Array(row.body),
    sealedAt: row.sealedAt,
    // A frame from before has no place on the chain.
    journalSeq: Number(row.journalSeq ?? 0),
    previousHash: row.previousHash ?? "",
    hash: row.hash ?? "",
  };
  return { seal, lastBody: latest?.body ? new Uint8Array(latest.body) : seal.body };
}

/** The store in PostgreSQL: the hot path by functions, the rest by Prisma. */
export const sqlStore: FiscalStore = {
  async enroll(tenantId, registerId, first) {
    await call("app", "cabinet.fiscal_enroll", [tenantId, registerId, JSON.stringify(stateToRow(first))]);
  },

  async read(tenantId, registerId, caller) {
    const args = [tenantId, registerId, caller?.scope ?? null, caller?.key ?? null];
    const answer = await call<StateAnswer | null>("app", "cabinet.fiscal_state", args);
    if (answer === null) return null;
    const { known } = answer;
    return {
      situation: toSituation(answer.register, answer.now, answer.oldest_unsent_at, answer.leased),
      blocks: new Set(answer.holds),
      known: known && { inputHash: known.input_hash, documentId: known.document_id },
    };
  },

  commit: (tenantId, registerId, change) =>
    call<Written>("app", "cabinet.fiscal_commit", [tenantId, registerId, JSON.stringify(changeToJson(change, makeId))]),

  async takeLease(tenantId, registerId, holder, ms) {
    const args = [tenantId, registerId, holder, ms];
    const epoch = await call<string | null>("app", "cabinet.fiscal_take_lease", args);
    return epoch === null ? null : Number(epoch);
  },

  takeDue,

  async release({ tenantId, registerId, epoch }, version, afterMs) {
    await call("app", "cabinet.fiscal_release", [tenantId, registerId, epoch, version, afterMs]);
  },

  document: (tenantId, registerId, documentId) =>
    withTenant(tenantId, async (tx) => {
      const where = { tenantId, registerId, id: documentId };
      const row = await tx.fiscalDocument.findFirst({ where, include: { settlements: true } });
      return row && statusOf(row);
    }),

  documentByNumber: (tenantId, registerId, number) =>
    withTenant(tenantId, async (tx) => {
      const where = { tenantId, registerId, number: BigInt(number) };
      const row = await tx.fiscalDocument.findFirst({ where, include: { settlements: true } });
      return row && statusOf(row);
    }),

  isReturned: (tenantId, documentId) =>
    withTenant(tenantId, async (tx) => {
      const where = { tenantId, basisId: documentId, settlements: { none: { kind: "rejected" } } };
      return (await tx.fiscalDocument.findFirst({ where, select: { id: true } })) !== null;
    }),

  seal: (tenantId, sealId) => withTenant(tenantId, (tx) => findSeal(tx, tenantId, sealId)),
};
