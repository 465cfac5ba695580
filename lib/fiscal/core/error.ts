import type { Tiyn, XinError } from "@/lib/kernel";

/** Refusals of the calculation: the till shows them while typing, the op refuses with them. */
export type ReceiptError =
  | { readonly code: "fiscal.no_lines" }
  | { readonly code: "fiscal.too_many_lines" }
  | { readonly code: "fiscal.line_without_sum"; readonly line: number }
  | { readonly code: "fiscal.discount_too_large" }
  | { readonly code: "fiscal.total_zero" }
  | { readonly code: "fiscal.total_too_large" }
  | { readonly code: "fiscal.discount_and_markup" }
  | LineError;

/** What is wrong with one line, by itself. */
export type LineFault =
  | "fiscal.name_missing"
  | "fiscal.name_too_long"
  | "fiscal.code_too_long"
  | "fiscal.line_characters"
  | "fiscal.barcode_digit"
  | "fiscal.barcode_malformed"
  | "fiscal.ntin_malformed"
  | "fiscal.marks_count"
  | "fiscal.price_out_of_range"
  | "fiscal.quantity_out_of_range"
  | "fiscal.line_sum_negative"
  | "fiscal.vat_unknown";

export type LineError =
  | { readonly code: LineFault; readonly line: number }
  | { readonly code: "fiscal.mark_repeated"; readonly line: number }
  | { readonly code: "fiscal.unit_unknown"; readonly line: number }
  | { readonly code: "fiscal.vat_not_in_force"; readonly line: number; readonly rate: string };

export type BuyerError =
  | XinError
  | { readonly code: "fiscal.buyer_is_seller" }
  | { readonly code: "fiscal.email_malformed" }
  | { readonly code: "fiscal.phone_malformed" };

export type PaymentError =
  | { readonly code: "fiscal.payment_unknown" }
  | { readonly code: "fiscal.payment_out_of_range" }
  | { readonly code: "fiscal.payments_exceed"; readonly excessTiyn: Tiyn }
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
  | { readonly code: "fiscal.sum_zero" }
  | { readonly code: "fiscal.sum_too_large" }
  | { readonly code: "fiscal.comment_too_long" }
  | { readonly code: "fiscal.text_characters" };

export type BasisError =
  | { readonly code: "fiscal.basis_not_found" }
  | { readonly code: "fiscal.basis_not_returnable" }
  | { readonly code: "fiscal.basis_pending" }
  | { readonly code: "fiscal.basis_malformed" }
  /** The book knows the receipt, and another total. */
  | { readonly code: "fiscal.basis_differs"; readonly totalTiyn: Tiyn }
  | { readonly code: "fiscal.basis_vat_differs"; readonly line: number }
  | { readonly code: "fiscal.already_returned" }
  | { readonly code: "fiscal.return_line_unknown"; readonly line: number }
  | { readonly code: "fiscal.return_exceeds_line"; readonly line: number; readonly left: string }
  | { readonly code: "fiscal.return_exceeds"; readonly availableTiyn: Tiyn };

/** Refusals of the decisions. */
export type DecisionError = ReceiptError | BuyerError | PaymentError | ShiftError | CashError | BasisError;
