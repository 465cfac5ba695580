import { err, ok, type Result, type Tiyn, tiyn } from "@/lib/kernel";
import { type Accepted, acceptDocument, fiscalNow, type Supplies } from "./accept";
import { type Buyer, readBuyer } from "./buyer";
import { checkLines, type Rules } from "./check-lines";
import type { CashierMark, PaperHead, ReceiptBody } from "./document";
import type { DecisionError } from "./error";
import { cashSign } from "./kinds";
import { cashOf, type PaymentDraft, settlePayments } from "./payments";
import { calculateReceipt, type LineDraft } from "./receipt";
import type { Situation } from "./register";
import type { ReceiptRounding } from "./rounding";
import { canWork } from "./shift";

export type ReceiptWish = {
  readonly kind: "sale" | "purchase";
  readonly lines: readonly LineDraft[];
  readonly discountTiyn: Tiyn;
  readonly markupTiyn?: Tiyn;
  readonly payments: readonly PaymentDraft[];
  readonly buyer?: Buyer;
  /** How the client rounds; left out, the register's setting holds. */
  readonly rounding?: ReceiptRounding;
};

/** Refuses rather than letting the drawer go below zero. */
export function enoughCash(situation: Situation, leavesTiyn: Tiyn): Result<true, DecisionError> {
  const availableTiyn = situation.state.counters.cashTiyn;
  return leavesTiyn > availableTiyn
    ? err({ code: "fiscal.not_enough_cash", availableTiyn, missingTiyn: tiyn(leavesTiyn - availableTiyn) })
    : ok(true);
}

/** Decides a sale or a purchase: lines, VAT, buyer, payments, cash, shift. */
export function decideReceipt(
  situation: Situation,
  wish: ReceiptWish,
  who: { readonly head: PaperHead; readonly cashier: CashierMark },
  rules: Rules,
  supplies: Supplies,
): Result<Accepted, DecisionError> {
  const may = canWork(situation.state, fiscalNow(situation));
  if (!may.ok) return may;
  const drafts = rules.vatPayer ? wish.lines : wish.lines.map((line) => ({ ...line, vatKind: "none" as const }));
  const known = checkLines(drafts, rules);
  if (!known.ok) return known;
  const buyer = readBuyer(wish.buyer, who.head.sellerXin);
  if (!buyer.ok) return buyer;
  const { markupTiyn, rounding } = wish;
  if (wish.discountTiyn < 0n || (markupTiyn ?? 0n) < 0n) return err({ code: "fiscal.discount_too_large" });
  const receipt = calculateReceipt(drafts, wish.discountTiyn, { markupTiyn, rounding });
  if (!receipt.ok) return receipt;
  const paid = settlePayments(receipt.value.totalTiyn, wish.payments);
  if (!paid.ok) return paid;
  if (cashSign(wish.kind) < 0n) {
    const enough = enoughCash(situation, cashOf(paid.value.payments));
    if (!enough.ok) return enough;
  }
  const body: ReceiptBody = {
    ...{ ...who, kind: wish.kind, ...receipt.value, ...paid.value, basis: null },
    ...(buyer.value ? { buyer: buyer.value } : {}),
  };
  return ok(acceptDocument(situation, { totalTiyn: body.totalTiyn, body, basisId: null }, supplies));
}
