/** Why a document is not booked: the result code of the wire and a reason with its own words. */
export type RefusalReason =
  | "amounts"
  | "blocked"
  | "cash"
  | "cash_change"
  | "command"
  | "customer"
  | "deregistered"
  | "domain"
  | "geo_position"
  | "items"
  | "line_shape"
  | "line_sum"
  | "not_supported"
  | "operator"
  | "parent_absent"
  | "parent_differs"
  | "parent_unknown"
  | "payment_twice"
  | "payments"
  | "placement_sum"
  | "protocol"
  | "reg_info_absent"
  | "reg_info_differs"
  | "repeated_number"
  | "repeated_otherwise"
  | "same_taxpayer"
  | "shift_too_long"
  | "storno"
  | "taxes_sum"
  | "taxes_twice"
  | "token"
  | "total"
  | "unavailable"
  | "unknown_register"
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
  deregistered: 15,
  same_taxpayer: 17,
  unavailable: 254,
};

/** Every reason that has no code of its own is incorrect data. */
export const refusal = (reason: RefusalReason): Refusal => ({ resultCode: CODES[reason] ?? 13, reason });
