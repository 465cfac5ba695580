import { InvariantError } from "@/lib/kernel";
import { isReceiptBody } from "../core/document";
import { returnKindOf } from "../core/kinds";
import { papersOf } from "../print/papers";
import type { DocumentStatus } from "../store/port";
import type { DocumentView, Issued, ReceiptView } from "./views";

export type ViewOptions = {
  /** Heads the paper with «ДУБЛИКАТ». */
  readonly copy?: boolean;
};

/** Turns a document and what is known about it into what pages show. */
export function toDocumentView(registerId: string, status: DocumentStatus, options: ViewOptions = {}): DocumentView {
  const { document, outcome, issuedAutonomous, fiscalSign, refusal } = status;
  return {
    id: document.id,
    registerId,
    kind: document.kind,
    number: document.number,
    shiftNumber: document.shiftNumber,
    shiftDocumentNumber: document.shiftDocumentNumber,
    at: document.at,
    cashierName: document.body.cashier.name,
    totalTiyn: document.totalTiyn,
    outcome,
    issuedAutonomous,
    fiscalSign,
    offlineSign: issuedAutonomous ? (document.offlineNumber?.toString() ?? null) : null,
    refusal,
    papers: papersOf(document, { ...status, copy: options.copy ?? false }),
  };
}

/** The same for a receipt, with its lines, payments and returns. */
export function toReceiptView(
  registerId: string,
  status: DocumentStatus,
  returnedBy: string | null,
  options: ViewOptions = {},
): ReceiptView {
  const { body } = status.document;
  if (!isReceiptBody(body)) throw new InvariantError("broken: a receipt has the body of one");
  const open = status.outcome !== "rejected" && status.outcome !== "pending" && returnedBy === null;
  return {
    ...toDocumentView(registerId, status, options),
    kind: body.kind,
    lines: body.lines.map((line) => ({
      name: line.name,
      unitCode: line.unitCode,
      vatKind: line.vatKind,
      priceTiyn: line.priceTiyn,
      quantityMilli: line.quantityMilli,
      discountTiyn: line.discountTiyn,
      netTiyn: line.netTiyn,
    })),
    payments: body.payments,
    takenTiyn: body.takenTiyn,
    changeTiyn: body.changeTiyn,
    taxes: body.taxes.map(({ vatKind, vatTiyn }) => ({ vatKind, vatTiyn })),
    basis: body.basis && { id: body.basis.documentId, number: body.basis.number },
    returnedBy,
    returnable: open && returnKindOf(body.kind) !== null,
  };
}

/** What an op that makes a document answers to its screen. */
export function toIssued<View extends DocumentView>(status: DocumentStatus, document: View): Issued<View> {
  const { refusal, issuedAutonomous } = status;
  if (refusal) return { outcome: "refused", document, code: refusal.code, text: refusal.text };
  return { outcome: issuedAutonomous ? "autonomous" : "accepted", document };
}
