import { err, ok, type Result, tiyn } from "@/lib/kernel";
import { type Accepted, acceptDocument, fiscalNow, type Supplies } from "./accept";
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
import { returnKindOf } from "./kinds";
import { cashOf } from "./payments";
import type { Situation } from "./register";
import { canWork } from "./shift";

/** The receipt to take back and what became of it. */
export type BasisReceipt = {
  readonly document: FiscalDocument;
  readonly outcome: "accepted" | "autonomous" | "pending" | "rejected";
  readonly fiscalSign: string | null;
  /** The buyer's paper carries the autonomous sign, also after the operator accepted it. */
  readonly issuedAutonomous: boolean;
  /** A return that was not refused stands already. */
  readonly returned: boolean;
};

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

/** Decides the return of a whole receipt: lines, VAT and payments are copied, so a sale at 12 % comes back at 12 %. */
export function decideReturn(
  situation: Situation,
  basis: BasisReceipt,
  who: { readonly head: PaperHead; readonly cashier: CashierMark },
  supplies: Supplies,
): Result<Accepted, DecisionError> {
  const may = canWork(situation.state, fiscalNow(situation));
  if (!may.ok) return may;
  const { body } = basis.document;
  const kind = returnKindOf(basis.document.kind);
  if (kind === null || !isReceiptBody(body) || basis.outcome === "rejected")
    return err({ code: "fiscal.basis_not_returnable" });
  if (basis.returned) return err({ code: "fiscal.already_returned" });
  const reference = basisOf(basis, body);
  if (basis.outcome === "pending" || reference === null) return err({ code: "fiscal.basis_pending" });
  const cash = cashOf(body.payments);
  if (kind === "sale_return") {
    const enough = enoughCash(situation, cash);
    if (!enough.ok) return enough;
  }
  const mirrored: ReceiptBody = {
    ...body,
    ...who,
    kind,
    takenTiyn: cash > 0n ? cash : null,
    changeTiyn: cash > 0n ? tiyn(0n) : null,
    basis: reference,
  };
  return ok(
    acceptDocument(situation, { totalTiyn: mirrored.totalTiyn, body: mirrored, basisId: basis.document.id }, supplies),
  );
}
