import { err, isPrintable, MONEY_MAX, ok, type Result, type Tiyn } from "@/lib/kernel";
import { type Accepted, acceptDocument, fiscalNow, type Supplies } from "./accept";
import { type Buyer, readBuyer } from "./buyer";
import { checkLines, type Rules } from "./check-lines";
import { enoughCash } from "./decide-receipt";
import {
  type Basis,
  type CashierMark,
  type FiscalDocument,
  isReceiptBody,
  type PaperHead,
  type ReceiptBody,
} from "./document";
import type { DecisionError } from "./error";
import { returnKindOf, VAT_KINDS } from "./kinds";
import { cashOf, type PaymentDraft, settleExactly } from "./payments";
import { addUp, type CalculatedReceipt, calculateReceipt, type LineDraft } from "./receipt";
import type { Situation } from "./register";
import { paybackOf, type ReturnLine, takeBack, totalLeft } from "./returned";
import { canWork } from "./shift";

/** The receipt to take back and what became of it. */
export type BasisReceipt = {
  readonly document: FiscalDocument;
  readonly outcome: "accepted" | "autonomous" | "pending" | "rejected";
  readonly fiscalSign: string | null;
  /** The buyer's paper carries the autonomous sign, also after the operator accepted it. */
  readonly issuedAutonomous: boolean;
  /** Returns of it that were not refused. */
  readonly returns: readonly ReceiptBody[];
};

/** What the cashier wants back; nothing said is everything that is left, paid as the basis was. */
export type ReturnWish = {
  readonly lines?: readonly ReturnLine[];
  readonly payments?: readonly PaymentDraft[];
  readonly buyer?: Buyer;
};

/** The five facts of a receipt that is known from its paper alone (ParentTicket of the protocol). */
export type PaperBasis = Omit<Basis, "documentId" | "number">;

/** A return whose basis is typed in from paper: what came back is said by lines of its own. */
export type PaperReturnWish = {
  readonly kind: "sale_return" | "purchase_return";
  readonly basis: PaperBasis;
  readonly lines: readonly LineDraft[];
  readonly discountTiyn: Tiyn;
  readonly markupTiyn?: Tiyn;
  readonly payments: readonly PaymentDraft[];
  readonly buyer?: Buyer;
};

type Who = { readonly head: PaperHead; readonly cashier: CashierMark };
type Decision = Result<Accepted, DecisionError>;

/** Names the receipt as the buyer's paper does: by its autonomous number where that is what was printed. */
function basisOf({ document, fiscalSign, issuedAutonomous }: BasisReceipt, body: ReceiptBody): Basis | null {
  const isOffline = issuedAutonomous;
  const sign = isOffline ? document.offlineNumber?.toString() : fiscalSign;
  if (!sign) return null;
  return {
    documentId: document.id,
    number: document.number,
    sign,
    isOffline,
    issuedAt: document.at,
    totalTiyn: document.totalTiyn,
    registrationNumber: body.head.registrationNumber,
  };
}

/** The receipt that may come back, or why it may not. */
function returnableOf(basis: BasisReceipt): Result<
  {
    readonly body: ReceiptBody;
    readonly kind: "sale_return" | "purchase_return";
    readonly reference: Basis;
  },
  DecisionError
> {
  const { body } = basis.document;
  const kind = returnKindOf(basis.document.kind);
  if (kind === null || !isReceiptBody(body) || basis.outcome === "rejected")
    return err({ code: "fiscal.basis_not_returnable" });
  const reference = basisOf(basis, body);
  if (basis.outcome === "pending" || reference === null) return err({ code: "fiscal.basis_pending" });
  return ok({ body, kind, reference });
}

type Draft = {
  readonly kind: "sale_return" | "purchase_return";
  readonly receipt: CalculatedReceipt;
  readonly reference: Basis;
  readonly payments: readonly PaymentDraft[];
  readonly buyer: Buyer | undefined;
};

/** Settles the money of a return and gives it its place among the documents. */
function finish(situation: Situation, draft: Draft, who: Who, supplies: Supplies): Decision {
  const { kind, receipt, reference } = draft;
  const buyer = readBuyer(draft.buyer, who.head.sellerXin);
  if (!buyer.ok) return buyer;
  const paid = settleExactly(receipt.totalTiyn, draft.payments);
  if (!paid.ok) return paid;
  if (kind === "sale_return") {
    const enough = enoughCash(situation, cashOf(paid.value.payments));
    if (!enough.ok) return enough;
  }
  const body: ReceiptBody = {
    ...{ ...who, kind, ...receipt, ...paid.value, basis: reference },
    ...(buyer.value ? { buyer: buyer.value } : {}),
  };
  return ok(acceptDocument(situation, { totalTiyn: body.totalTiyn, body, basisId: reference.documentId }, supplies));
}

/**
 * Decides the return of a receipt that our books hold, whole or in part, as often as something is left of it. Lines and VAT are
 * those of the basis, so a sale at 12 % comes back at 12 %.
 */
export function decideReturn(
  situation: Situation,
  basis: BasisReceipt,
  wish: ReturnWish,
  who: Who,
  supplies: Supplies,
): Decision {
  const may = canWork(situation.state, fiscalNow(situation));
  if (!may.ok) return may;
  const found = returnableOf(basis);
  if (!found.ok) return found;
  const { body, kind, reference } = found.value;
  const lines = takeBack(body, basis.returns, wish.lines);
  if (!lines.ok) return lines;
  const receipt = addUp(lines.value);
  if (receipt.totalTiyn === 0n) return err({ code: "fiscal.total_zero" });
  const availableTiyn = totalLeft(body.totalTiyn, basis.returns);
  if (receipt.totalTiyn > availableTiyn) return err({ code: "fiscal.return_exceeds", availableTiyn });
  const payments = wish.payments ?? paybackOf(receipt.totalTiyn, body.payments, basis.returns);
  return finish(situation, { kind, receipt, reference, payments, buyer: wish.buyer }, who, supplies);
}

const isReadable = ({ sign, registrationNumber, totalTiyn }: PaperBasis): boolean =>
  /^[1-9]\d{0,17}$/.test(sign) && /^\d{12}$/.test(registrationNumber) && totalTiyn > 0n && totalTiyn <= MONEY_MAX;

/** The first line, from 1, at a rate that the receipt has not. */
function lineOfStrangeVat(drafts: readonly LineDraft[], body: ReceiptBody): number | null {
  const kinds = new Set(body.lines.map(({ vatKind }) => vatKind));
  const index = drafts.findIndex(({ vatKind }) => !kinds.has(vatKind));
  return index < 0 ? null : index + 1;
}

/**
 * Decides a return whose basis was typed in. Where the paper is one of our own receipts, that receipt is the basis and its total
 * the bound and its rates of VAT those of the return; else the paper's own facts are, with all that came back of the same paper
 * before.
 */
export function decidePaperReturn(
  situation: Situation,
  wish: PaperReturnWish,
  known: { readonly receipt: BasisReceipt | null; readonly ours: boolean; readonly returns: readonly ReceiptBody[] },
  who: Who,
  rules: Pick<Rules, "unitCodes">,
  supplies: Supplies,
): Decision {
  const now = fiscalNow(situation);
  const may = canWork(situation.state, now);
  if (!may.ok) return may;
  const { basis } = wish;
  if (!isReadable(basis) || basis.issuedAt > now || !isPrintable(basis.sign))
    return err({ code: "fiscal.basis_malformed" });
  const found = known.receipt && returnableOf(known.receipt);
  if (found && !found.ok) return found;
  if (found && found.value.kind !== wish.kind) return err({ code: "fiscal.basis_not_returnable" });
  if (found && found.value.body.totalTiyn !== basis.totalTiyn)
    return err({ code: "fiscal.basis_differs", totalTiyn: found.value.body.totalTiyn });
  // Our own books would know it: taken for a stranger's it could come back twice.
  if (!found && known.ours) return err({ code: "fiscal.basis_not_found" });
  // Rates of the past are right here: the basis may be older than they, and who sold it may have paid VAT then.
  const checked = checkLines(wish.lines, { unitCodes: rules.unitCodes, vatKindsInForce: new Set(VAT_KINDS) });
  if (!checked.ok) return checked;
  const strange = found ? lineOfStrangeVat(wish.lines, found.value.body) : null;
  if (strange !== null) return err({ code: "fiscal.basis_vat_differs", line: strange });
  const receipt = calculateReceipt(wish.lines, wish.discountTiyn, { markupTiyn: wish.markupTiyn });
  if (!receipt.ok) return receipt;
  const availableTiyn = totalLeft(basis.totalTiyn, known.returns);
  if (availableTiyn <= 0n) return err({ code: "fiscal.already_returned" });
  if (receipt.value.totalTiyn > availableTiyn) return err({ code: "fiscal.return_exceeds", availableTiyn });
  const reference = found ? found.value.reference : { ...basis, documentId: null, number: null };
  const { kind, payments, buyer } = wish;
  return finish(situation, { kind, receipt: receipt.value, reference, payments, buyer }, who, supplies);
}
