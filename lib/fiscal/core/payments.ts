import { err, ok, type Result, sumTiyn, type Tiyn, tiyn } from "@/lib/kernel";
import type { PaymentError } from "./error";
import type { PaymentType } from "./kinds";

/** What was offered: for cash, the notes handed over; for a card, the sum charged. */
export type PaymentDraft = { readonly type: PaymentType; readonly sumTiyn: Tiyn };

/** What was kept: payments add up to the total; the cash payment is taken less change. */
export type SettledPayments = {
  readonly payments: readonly PaymentDraft[];
  /** Cash handed over and given back; null where no cash was involved. */
  readonly takenTiyn: Tiyn | null;
  readonly changeTiyn: Tiyn | null;
};

/** Settles payments against a total: one per type, no more by card than is owed, change from cash alone. */
export function settlePayments(
  totalTiyn: Tiyn,
  drafts: readonly PaymentDraft[],
): Result<SettledPayments, PaymentError> {
  const offered = drafts.filter((draft) => draft.sumTiyn > 0n);
  if (new Set(offered.map((draft) => draft.type)).size !== offered.length)
    return err({ code: "fiscal.payment_repeated" });
  const noncash = offered.filter((draft) => draft.type !== "cash");
  const noncashTiyn = sumTiyn(noncash.map((draft) => draft.sumTiyn));
  if (noncashTiyn > totalTiyn)
    return err({ code: "fiscal.noncash_exceeds", excessTiyn: tiyn(noncashTiyn - totalTiyn) });
  const owedTiyn = tiyn(totalTiyn - noncashTiyn);
  const takenTiyn = offered.find((draft) => draft.type === "cash")?.sumTiyn ?? null;
  if ((takenTiyn ?? 0n) < owedTiyn)
    return err({ code: "fiscal.payments_not_enough", missingTiyn: tiyn(owedTiyn - (takenTiyn ?? 0n)) });
  if (takenTiyn === null) return ok({ payments: noncash, takenTiyn: null, changeTiyn: null });
  if (owedTiyn === 0n) return err({ code: "fiscal.cash_not_needed" });
  return ok({
    payments: [{ type: "cash", sumTiyn: owedTiyn }, ...noncash],
    takenTiyn,
    changeTiyn: tiyn(takenTiyn - owedTiyn),
  });
}

/** The cash that stays in the drawer, or leaves it for a return. */
export const cashOf = (payments: readonly PaymentDraft[]): Tiyn =>
  payments.find((payment) => payment.type === "cash")?.sumTiyn ?? tiyn(0n);
