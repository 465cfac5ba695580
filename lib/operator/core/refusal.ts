/** Why a document is not booked: the result code of the wire and a reason with its own words. */
export type RefusalReason =
  | "amounts"
  | "barcode"
  | "barcode_unknown"
  | "blocked"
  | "cash"
  | "cash_change"
  | "characters"
  | "command"
  | "customer"
  | "date"
  | "deregistered"
  | "disconnected"
  | "domain"
  | "geo_position"
  | "items"
  | "line_shape"
  | "line_sum"
  | "name"
  | "nomenclature"
  | "not_supported"
  | "offline_number"
  | "offline_period"
  | "okved"
  | "operator"
  | "parent_absent"
  | "parent_differs"
  | "parent_exceeded"
  | "parent_unknown"
  | "payment_twice"
  | "payments"
  | "placement_sum"
  | "price"
  | "protocol"
  | "reg_info_absent"
  | "reg_info_differs"
  | "repeated_number"
  | "repeated_otherwise"
  | "report_absent"
  | "same_taxpayer"
  | "shift_too_long"
  | "storno"
  | "taxes_rate"
  | "taxes_sum"
  | "taxes_twice"
  | "token"
  | "token_expired"
  | "total"
  | "unavailable"
  | "unit"
  | "unknown_register"
  | "unpaid"
  | "z_report_absent";

export type Refusal = { readonly resultCode: number; readonly reason: RefusalReason };

const CODES: Readonly<Partial<Record<RefusalReason, number>>> = {
  unknown_register: 1,
  token: 2,
  protocol: 3,
  command: 4,
  not_supported: 5,
  repeated_number: 8,
  repeated_otherwise: 9,
  shift_too_long: 11,
  cash: 14,
  blocked: 15,
  unpaid: 15,
  token_expired: 15,
  deregistered: 15,
  disconnected: 15,
  same_taxpayer: 17,
  barcode_unknown: 18,
  unavailable: 254,
};

/** Codes of their own that 2.0.4 gave to what was 15 before. */
const CODES_FROM_204: Readonly<Partial<Record<RefusalReason, number>>> = { deregistered: 18, disconnected: 19 };

/** Every reason that has no code of its own is incorrect data. */
export const refusal = (reason: RefusalReason, version = 203): Refusal => ({
  resultCode: (version >= 204 ? CODES_FROM_204[reason] : undefined) ?? CODES[reason] ?? 13,
  reason,
});
