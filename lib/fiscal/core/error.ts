import type { Tiyn } from "@/lib/kernel";

/** Refusals of the calculation: the till shows them while typing, the op refuses with them. */
export type ReceiptError =
  | { readonly code: "fiscal.no_lines" }
  | { readonly code: "fiscal.too_many_lines" }
  | { readonly code: "fiscal.line_without_sum"; readonly line: number }
  | { readonly code: "fiscal.discount_too_large" }
  | { readonly code: "fiscal.total_zero" }
  | { readonly code: "fiscal.total_too_large" }
  | { readonly code: "fiscal.vat_not_in_force"; readonly line: number; readonly rate: string }
  | { readonly code: "fiscal.unit_unknown"; readonly line: number };

export type PaymentError =
  | { readonly code: "fiscal.payment_repeated" }
  | { readonly code: "fiscal.payments_not_enough"; readonly missingTiyn: Tiyn }
  | { readonly code: "fiscal.noncash_exceeds"; readonly excessTiyn: Tiyn }
  | { readonly code: "fiscal.cash_not_needed" };

export type ShiftError =
  | { readonly code: "fiscal.shift_not_open" }
  | { readonly code: "fiscal.shift_already_open" }
  | { readonly code: "fiscal.shift_too_long"; readonly openedAt: Date };

export type CashError =
  | { readonly code: "fiscal.not_enough_cash"; readonly availableTiyn: Tiyn; readonly missingTiyn: Tiyn }
  | { readonly code: "fiscal.sum_zero" };

export type BasisError =
  | { readonly code: "fiscal.basis_not_found" }
  | { readonly code: "fiscal.basis_not_returnable" }
  | { readonly code: "fiscal.basis_pending" }
  | { readonly code: "fiscal.already_returned" };

/** Refusals of the decisions. */
export type DecisionError = ReceiptError | PaymentError | ShiftError | CashError | BasisError;
