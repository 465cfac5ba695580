import { invariant, type Tiyn } from "@/lib/kernel";
import { countIn } from "./counters";
import type { DocumentBody, FiscalDocument } from "./document";
import { chain, type Sha256 } from "./journal";
import { isReceiptKind } from "./kinds";
import { openShiftOf, type RegisterState, type Situation, unsentCount } from "./register";
import type { BasisTurn } from "./returned";
import { shiftFor } from "./shift";

/** What the core cannot make itself. */
export type Supplies = {
  readonly documentId: string;
  readonly shiftId: string;
  readonly sha256: Sha256;
  /** The hash of the caller's key and input: chained with the document, so that the record of the key cannot be changed. */
  readonly requestHash?: string;
};

export type Accepted = {
  readonly document: FiscalDocument;
  readonly next: RegisterState;
  /** For a return: which turn of its basis it takes. */
  readonly basis?: BasisTurn;
};

/** Fiscal time: the database's, but never before the previous document of the register, nor before its shift was opened by hand. */
export function fiscalNow({ now, state }: Situation): Date {
  const marks = [state.lastAt, openShiftOf(state)?.openedAt ?? null];
  return marks.reduce<Date>((latest, mark) => (mark && mark > latest ? mark : latest), now);
}

/** Whether a document made now joins the tail of the queue instead of being sent at once. */
export const joinsQueue = (state: RegisterState): boolean => unsentCount(state) > 0 || state.offlineSince !== null;

/**
 * Gives a decided document its numbers, its place in the chain and its weight in the counters. Refuses nothing: whoever calls has
 * decided.
 */
export function acceptDocument(
  situation: Situation,
  draft: { readonly totalTiyn: Tiyn; readonly body: DocumentBody; readonly basisId: string | null },
  supplies: Supplies,
): Accepted {
  const { state } = situation;
  const { body } = draft;
  const at = fiscalNow(situation);
  const shift = shiftFor(state, at, supplies.shiftId);
  const autonomous = joinsQueue(state);
  const drawsOffline = isReceiptKind(body.kind);
  const { record, head } = chain(
    state.journal,
    "document",
    {
      id: supplies.documentId,
      number: state.lastNumber + 1,
      shiftNumber: shift.number,
      shiftDocumentNumber: shift.documents + 1,
      kind: body.kind,
      at,
      totalTiyn: draft.totalTiyn,
      offlineNumber: drawsOffline ? state.lastOfflineNumber + 1 : null,
      autonomous,
      basisId: draft.basisId,
      body,
      ...(supplies.requestHash === undefined ? {} : { requestHash: supplies.requestHash }),
    },
    supplies.sha256,
  );
  const counters = countIn(state.counters, body, autonomous);
  invariant(counters.cashTiyn >= 0n, "cash in the drawer is not negative");
  return {
    document: record,
    next: {
      ...state,
      lastNumber: record.number,
      lastOfflineNumber: drawsOffline ? state.lastOfflineNumber + 1 : state.lastOfflineNumber,
      lastAt: at,
      shift: { ...shift, documents: shift.documents + 1, open: body.kind !== "z_report" },
      counters,
      journal: head,
      offlineSince: state.offlineSince ?? (autonomous ? at : null),
    },
  };
}
