import { InvariantError, ZERO_TIYN } from "@/lib/kernel";
import { type Basis, isReceiptBody, type ReceiptBody } from "../core/document";
import { returnKindOf } from "../core/kinds";
import type { ReceiptLine } from "../core/receipt";
import { linesLeft, totalLeft, unpaidBack } from "../core/returned";
import { formOf } from "../print/paper";
import { papersOf } from "../print/papers";
import type { DocumentStatus } from "../store/port";
import type { DocumentView, Issued, LineView, ReceiptView } from "./views";

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
    form: formOf(document.body.head),
    papers: papersOf(document, { ...status, copy: options.copy ?? false }),
  };
}

/** A return that stands, as its basis shows it. */
export type StandingReturn = ReceiptView["returns"][number] & { readonly body: ReceiptBody };

const toLineView = (line: ReceiptLine): LineView => ({
  ...{
    goodId: line.goodId,
    name: line.name,
    unitCode: line.unitCode,
    sectionCode: line.sectionCode,
    vatKind: line.vatKind,
  },
  ...{ priceTiyn: line.priceTiyn, quantityMilli: line.quantityMilli, discountTiyn: line.discountTiyn },
  ...{ markupTiyn: line.markupTiyn ?? ZERO_TIYN, netTiyn: line.netTiyn, barcode: line.barcode },
  ...{ article: line.article ?? null, ntin: line.ntin ?? null, marks: line.marks ?? [] },
  ...{ storno: line.storno ?? false, basisLine: line.basisLine ?? null },
});

/** The same for a receipt, with its lines, payments and returns. */
export function toReceiptView(
  registerId: string,
  status: DocumentStatus,
  returns: readonly StandingReturn[],
  options: ViewOptions = {},
): ReceiptView {
  const { body } = status.document;
  if (!isReceiptBody(body)) throw new InvariantError("broken: a receipt has the body of one");
  const bodies = returns.map((each) => each.body);
  const mayReturn = status.outcome !== "rejected" && status.outcome !== "pending" && returnKindOf(body.kind) !== null;
  const left = mayReturn ? linesLeft(body, bodies) : [];
  return {
    ...toDocumentView(registerId, status, options),
    kind: body.kind,
    lines: body.lines.map(toLineView),
    payments: body.payments,
    takenTiyn: body.takenTiyn,
    changeTiyn: body.changeTiyn,
    taxes: body.taxes.map(({ vatKind, vatTiyn }) => ({ vatKind, vatTiyn })),
    discountTiyn: body.discountTiyn,
    markupTiyn: body.markupTiyn ?? ZERO_TIYN,
    roundingTiyn: body.roundingTiyn ?? ZERO_TIYN,
    buyer: body.buyer ?? null,
    basis: body.basis && basisView(body.basis),
    returns: returns.map(({ body: _, ...shown }) => shown),
    leftTiyn: mayReturn ? totalLeft(body.totalTiyn, bodies) : ZERO_TIYN,
    left,
    unpaidBack: unpaidBack(body.payments, bodies),
    returnedBy: mayReturn && left.length === 0 ? (returns.at(-1)?.id ?? null) : null,
    returnable: left.length > 0,
  };
}

const basisView = ({ documentId, ...basis }: Basis): ReceiptView["basis"] => ({ id: documentId, ...basis });

/** What an op that makes a document answers to its screen. */
export function toIssued<View extends DocumentView>(status: DocumentStatus, document: View): Issued<View> {
  const { refusal, issuedAutonomous } = status;
  if (refusal) return { outcome: "refused", document, code: refusal.code, text: refusal.text };
  return { outcome: issuedAutonomous ? "autonomous" : "accepted", document };
}
