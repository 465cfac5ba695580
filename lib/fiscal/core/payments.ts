import { err, MONEY_MAX, ok, type Result, sumTiyn, type Tiyn, tiyn } from "@/lib/kernel";
import type { PaymentError } from "./error";
import { PAYMENT_TYPES, type PaymentType } from "./kinds";

/** What was offered: for cash, the notes handed over; for a card, the sum charged. */
export type PaymentDraft = { readonly type: PaymentType; readonly sumTiyn: Tiyn };

/** What was kept: payments add up to the total; the cash payment is taken less change. */
export type SettledPayments = {
  readonly payments: readonly PaymentDraft[];
  /** Cash handed over and given back; null where no cash was involved. */
  readonly takenTiyn: Tiyn | null;
  readonly changeTiyn: Tiyn | null;
};

/** The payments that are something, each type once and within bounds. */
function offeredOf(drafts: readonly PaymentDraft[]): Result<readonly PaymentDraft[], PaymentError> {
  if (drafts.some(({ type }) => !PAYMENT_TYPES.includes(type))) return err({ code: "fiscal.payment_unknown" });
  if (drafts.some(({ sumTiyn: sum }) => sum < 0n || sum > MONEY_MAX))
    return err({ code: "fiscal.payment_out_of_range" });
  if (new Set(drafts.map(({ type }) => type)).size !== drafts.length) return err({ code: "fiscal.payment_repeated" });
  return ok(drafts.filter(({ sumTiyn: sum }) => sum > 0n));
}

/** Settles payments against a total: one per type, no more by card than is owed, change from cash alone. */
export function settlePayments(
  totalTiyn: Tiyn,
  drafts: readonly PaymentDraft[],
): Result<SettledPayments, PaymentError> {
  const read = offeredOf(drafts);
  if (!read.ok) return read;
  const offered = read.value;
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

/** Payments that are exactly a total, without change: money that goes back. */
export function settleExactly(totalTiyn: Tiyn, drafts: readonly PaymentDraft[]): Result<SettledPayments, PaymentError> {
  const read = offeredOf(drafts);
  if (!read.ok) return read;
  const difference = sumTiyn(read.value.map((draft) => draft.sumTiyn)) - totalTiyn;
  if (difference > 0n) return err({ code: "fiscal.payments_exceed", excessTiyn: tiyn(difference) });
  if (difference < 0n) return err({ code: "fiscal.payments_not_enough", missingTiyn: tiyn(-difference) });
  const cash = cashOf(read.value);
  return ok({
    payments: read.value,
    takenTiyn: cash > 0n ? cash : null,
    changeTiyn: cash > 0n ? tiyn(0n) : null,
  });
}

/** The cash that stays in the drawer, or leaves it for a return. */
export const cashOf = (payments: readonly PaymentDraft[]): Tiyn =>
  payments.find((payment) => payment.type === "cash")?.sumTiyn ?? tiyn(0n);

/** How a receipt was paid, as one text: `card,cash`. Lists are filtered by it. */
export const paymentsText = (payments: readonly { readonly type: string }[]): string =>
  payments
    .map(({ type }) => type)
    .sort()
    .join();

/** Every such text that holds a type: what receipts paid so may say. */
export function textsWith(type: PaymentType): readonly string[] {
  const others = PAYMENT_TYPES.filter((other) => other !== type);
  return Array.from({ length: 2 ** others.length }, (_, mask) =>
    paymentsText([{ type }, ...others.filter((_other, bit) => (mask >> bit) & 1).map((other) => ({ type: other }))]),
  );
}
