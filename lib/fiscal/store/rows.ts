import { invariant } from "@/lib/kernel";
import { type FiscalDocument, isReceiptBody, type Settlement } from "../core/document";
import type { Link } from "../core/journal";
import { fromJson, type Json, toJson } from "../core/json";
import { paymentsText } from "../core/payments";
import type { RegisterState, Situation } from "../core/register";
import { completeCounters, countersToJson, revenueOf } from "../core/tallies";
import { type Attempt, type Change, GIVEN_UP, type Seal } from "./port";

// Rows of the tables on one side, values of the domain on the other. Names of columns appear here alone.

type Row = Readonly<Record<string, unknown>>;
export type RegisterRow = {
  readonly version: number;
  readonly last_number: number;
  readonly last_offline_number: number;
  readonly last_at: string | null;
  readonly shift_id: string | null;
  readonly shift_number: number;
  readonly shift_open: boolean;
  readonly shift_opened_at: string | null;
  readonly shift_documents: number;
  readonly counters: Json;
  readonly journal_seq: number;
  readonly journal_hash: string;
  readonly sent_number: number;
  readonly offline_since: string | null;
  readonly request_number: number;
  readonly token_cipher: string;
  readonly fresh_token_cipher: string | null;
  readonly pending_seal_id: string | null;
  readonly pending_document_id: string | null;
  readonly pending_code: number | null;
  readonly booked_number: number;
  readonly reconcile: boolean;
  readonly ads: RegisterState["ads"];
};

const bytea = (hex: string): string => `\\x${hex}`;
const hexOf = (text: string): string => {
  invariant(text.startsWith("\\x"), "bytes arrive in hex");
  return text.slice(2);
};
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const moment = (text: string | null): Date | null => (text === null ? null : new Date(text));

export function stateToRow(state: RegisterState): Row {
  const { shift, counters, journal, wire } = state;
  return {
    last_number: state.lastNumber,
    last_offline_number: state.lastOfflineNumber,
    last_at: state.lastAt,
    shift_id: shift?.id ?? null,
    shift_number: shift?.number ?? 0,
    shift_open: shift?.open ?? false,
    shift_opened_at: shift?.openedAt ?? null,
    shift_documents: shift?.documents ?? 0,
    cash_tiyn: counters.cashTiyn.toString(),
    counters: countersToJson(counters),
    journal_seq: journal.seq,
    journal_hash: journal.hash,
    sent_number: state.sentNumber,
    booked_number: state.bookedNumber,
    reconcile: state.reconcile,
    ads: state.ads,
    offline_since: state.offlineSince,
    request_number: wire.requestNumber,
    token_cipher: bytea(wire.tokenCipher),
    fresh_token_cipher: wire.freshTokenCipher === null ? null : bytea(wire.freshTokenCipher),
    pending_seal_id: wire.pending?.sealId ?? null,
    pending_document_id: wire.pending?.documentId ?? null,
    pending_code: wire.pending?.code ?? null,
  };
}

export function rowToState(row: RegisterRow): RegisterState {
  const {
    shift_id: shiftId,
    shift_opened_at: openedAt,
    pending_seal_id: sealId,
    pending_document_id: documentId,
  } = row;
  return {
    lastNumber: row.last_number,
    lastOfflineNumber: row.last_offline_number,
    lastAt: moment(row.last_at),
    shift:
      shiftId !== null && openedAt !== null
        ? {
            id: shiftId,
            number: row.shift_number,
            open: row.shift_open,
            openedAt: new Date(openedAt),
            documents: row.shift_documents,
          }
        : null,
    counters: completeCounters(fromJson(row.counters)),
    journal: { seq: row.journal_seq, hash: row.journal_hash },
    sentNumber: row.sent_number,
    bookedNumber: row.booked_number,
    reconcile: row.reconcile,
    ads: row.ads,
    offlineSince: moment(row.offline_since),
    wire: {
      requestNumber: row.request_number,
      tokenCipher: hexOf(row.token_cipher),
      freshTokenCipher: row.fresh_token_cipher === null ? null : hexOf(row.fresh_token_cipher),
      pending: sealId !== null && documentId !== null ? { sealId, documentId, code: row.pending_code } : null,
    },
  };
}

export const toSituation = (row: RegisterRow, now: string, oldest: string | null, leased: boolean): Situation => ({
  version: row.version,
  now: new Date(now),
  state: rowToState(row),
  oldestUnsentAt: moment(oldest),
  leased,
});

function shiftRow({ shift, counters }: RegisterState, document: FiscalDocument | undefined): Row | null {
  if (!shift) return null;
  const z = document?.body.kind === "z_report" ? document.body.report : null;
  return {
    id: shift.id,
    number: shift.number,
    opened_at: shift.openedAt,
    closed_at: z?.at ?? null,
    documents: shift.documents,
    revenue_tiyn: (z?.revenueTiyn ?? revenueOf(counters)).toString(),
    z_report_id: z && document ? document.id : null,
  };
}

const documentRow = (document: FiscalDocument, basis: Change["basis"]): Row => ({
  id: document.id,
  number: document.number,
  shift_number: document.shiftNumber,
  shift_document_number: document.shiftDocumentNumber,
  kind: document.kind,
  at: document.at,
  total_tiyn: document.totalTiyn.toString(),
  offline_number: document.offlineNumber,
  autonomous: document.autonomous,
  basis_id: document.basisId,
  basis_key: basis?.key ?? null,
  basis_turn: basis?.turn ?? null,
  payments: isReceiptBody(document.body) ? paymentsText(document.body.payments) : null,
  cashier_id: document.body.cashier.id,
  cashier_name: document.body.cashier.name,
  body: toJson(document.body),
  request_hash: document.requestHash ?? null,
  ...linkRow(document),
});

const linkRow = ({ journalSeq, previousHash, hash }: Link): Row => ({
  journal_seq: journalSeq,
  previous_hash: previousHash,
  hash,
});

const sealRow = (seal: Seal): Row => ({
  id: seal.id,
  document_id: seal.documentId,
  wire_version: seal.wireVersion,
  device_id: seal.deviceId,
  request_number: seal.requestNumber,
  token_cipher: bytea(seal.tokenCipher),
  body: bytea(hex(seal.body)),
  sealed_at: seal.sealedAt,
  ...linkRow(seal),
});

const attemptRow = (attempt: Attempt): Row => ({
  id: attempt.id,
  seal_id: attempt.sealId,
  started_at: attempt.startedAt,
  body: attempt.body === null ? null : bytea(hex(attempt.body)),
  ...linkRow(attempt),
});

const settlementRow = (settlement: Settlement): Row => ({
  id: settlement.id,
  document_id: settlement.documentId,
  seal_id: settlement.sealId,
  kind: settlement.kind,
  at: settlement.at,
  code: settlement.code,
  answer_text: settlement.answerText,
  fiscal_sign: settlement.fiscalSign,
  qr_text: settlement.qrText,
  answer: settlement.answer === null ? null : bytea(hex(settlement.answer)),
  ...linkRow(settlement),
});

/** What a change brings in lists; one that would be empty is left out. */
function lists(change: Change, newId: () => string): Row {
  const { block = [], lift = [], alarms = [], calm = [], audit = [], jobs = [] } = change;
  const rows = {
    ...{ block, lift, calm, jobs },
    alarms: alarms.map(({ kind, subject, facts }) => ({ kind, subject: subject ?? "", facts })),
    audit: audit.map((part) => ({
      id: newId(),
      actor_kind: part.actor.kind,
      actor_id: part.actor.id,
      act: part.act,
      subject: part.subject,
      facts: part.facts,
      request_id: part.requestId,
    })),
  };
  return Object.fromEntries(Object.entries(rows).filter(([, list]) => list.length > 0));
}

/** A change as `cabinet.fiscal_commit` takes it. */
export function changeToJson(change: Change, newId: () => string): Row {
  const { document, idempotency, givesUp, seal, attempt, settlement } = change;
  const told = change.told ? { info: toJson(change.told) } : {};
  const movesShift = document !== undefined || settlement !== undefined || change.next.shift?.documents === 0;
  const shift = movesShift ? shiftRow(change.next, document) : null;
  return {
    version: change.version,
    register: { ...stateToRow(change.next), ...told },
    // A settlement after the shift was closed must not open it again.
    ...(shift && change.next.shift && (change.next.shift.open || document) ? { shift } : {}),
    ...(document ? { document: documentRow(document, change.basis) } : {}),
    ...(idempotency && document
      ? {
          idempotency: {
            scope: idempotency.scope,
            key: idempotency.key,
            input_hash: idempotency.inputHash,
            document_id: document.id,
          },
        }
      : {}),
    ...(givesUp
      ? { idempotency: { ...givesUp, input_hash: GIVEN_UP.inputHash, document_id: GIVEN_UP.documentId } }
      : {}),
    ...(seal ? { seal: sealRow(seal) } : {}),
    ...(attempt ? { attempt: attemptRow(attempt) } : {}),
    ...(settlement ? { settlement: settlementRow(settlement) } : {}),
    ...lists(change, newId),
    ...(change.lease ? { lease: change.lease } : {}),
    ...(change.operator ? { operator: change.operator } : {}),
    due: change.due,
  };
}
