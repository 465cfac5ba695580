import { err, ok, type Result, type Tiyn, tiyn } from "@/lib/kernel";
import { type Accepted, acceptDocument, fiscalNow, type Supplies } from "./accept";
import type { CashierMark, PaperHead, ReceiptBody } from "./document";
import type { DecisionError } from "./error";
import { cashSign, type VatKind } from "./kinds";
import { cashOf, type PaymentDraft, settlePayments } from "./payments";
import { calculateReceipt, type LineDraft } from "./receipt";
import type { Situation } from "./register";
import { canWork } from "./shift";

export type ReceiptWish = {
  readonly kind: "sale" | "purchase";
  readonly lines: readonly LineDraft[];
  readonly discountTiyn: Tiyn;
  readonly payments: readonly PaymentDraft[];
};

/** What the shop is allowed to write on a receipt at that moment. */
export type Rules = {
  /** An organisation that pays no VAT sells everything «Без НДС», whatever its catalogue says. */
  readonly vatPayer: boolean;
  readonly vatKindsInForce: ReadonlySet<VatKind>;
  readonly unitCodes: ReadonlySet<string>;
};

/** Refuses rather than letting the drawer go below zero. */
export function enoughCash(situation: Situation, leavesTiyn: Tiyn): Result<true, DecisionError> {
  const availableTiyn = situation.state.counters.cashTiyn;
  return leavesTiyn > availableTiyn
    ? err({ code: "fiscal.not_enough_cash", availableTiyn, missingTiyn: tiyn(leavesTiyn - availableTiyn) })
    : ok(true);
}

function checkLines(lines: readonly LineDraft[], rules: Rules): Result<true, DecisionError> {
  for (const [index, line] of lines.entries()) {
    if (!rules.vatKindsInForce.has(line.vatKind))
      return err({ code: "fiscal.vat_not_in_force", line: index + 1, rate: line.vatKind });
    if (!rules.unitCodes.has(line.unitCode)) return err({ code: "fiscal.unit_unknown", line: index + 1 });
  }
  return ok(true);
}

/** Decides a sale or a purchase: lines, VAT, payments, cash, shift. */
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
  const receipt = calculateReceipt(drafts, wish.discountTiyn);
  if (!receipt.ok) return receipt;
  const paid = settlePayments(receipt.value.totalTiyn, wish.payments);
  if (!paid.ok) return paid;
  if (cashSign(wish.kind) < 0n) {
    const enough = enoughCash(situation, cashOf(paid.value.payments));
    if (!enough.ok) return enough;
  }
  const body: ReceiptBody = { ...who, kind: wish.kind, ...receipt.value, ...paid.value, basis: null };
  return ok(acceptDocument(situation, { totalTiyn: body.totalTiyn, body, basisId: null }, supplies));
}
