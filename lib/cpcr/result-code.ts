/** `Result.result_code`: a number, never an enum; tomorrow's values are read too. */
export const ResultCode = {
  OK: 0,
  UNKNOWN_ID: 1,
  INVALID_TOKEN: 2,
  PROTOCOL_ERROR: 3,
  UNKNOWN_COMMAND: 4,
  UNSUPPORTED_COMMAND: 5,
  INVALID_CONFIGURATION: 6,
  SSL_IS_NOT_ALLOWED: 7,
  INVALID_REQUEST_NUMBER: 8,
  INVALID_RETRY_REQUEST: 9,
  CANT_CANCEL_TICKET: 10,
  OPEN_SHIFT_TIMEOUT_EXPIRED: 11,
  INVALID_LOGIN_PASSWORD: 12,
  INCORRECT_REQUEST_DATA: 13,
  NOT_ENOUGH_CASH: 14,
  BLOCKED: 15,
  SHIFT_ALREADY_OPENED: 16,
  SAME_TAXPAYER_AND_CUSTOMER: 17,
  /** 2.0.4: deregistered. 2.0.3, one flavour: not found by barcode. */
  DEREGISTERED: 18,
  DISCONNECTED: 19,
  SERVICE_TEMPORARILY_UNAVAILABLE: 254,
  UNKNOWN_ERROR: 255,
} as const;

/**
 * How a register must react (ofd-protocol §4):
 * - `accepted`;
 * - `retry`: as no answer at all, the same message again, then autonomous;
 * - `refused`: this document is refused for good, the chain stays usable;
 * - `token`: stop until a person brings a fresh token;
 * - `server_block`: stop, ask again with SYSTEM until 0;
 * - `unresolved`: the exchange before this one is not settled, resolve it first;
 * - `stop`: never resend unchanged, somebody must look.
 */
export type Reaction = "accepted" | "retry" | "refused" | "token" | "server_block" | "unresolved" | "stop";

const REACTIONS: Readonly<Record<number, Reaction>> = {
  0: "accepted",
  1: "stop",
  2: "token",
  3: "stop",
  4: "stop",
  5: "stop",
  6: "stop",
  7: "stop",
  8: "unresolved",
  9: "unresolved",
  10: "refused",
  11: "refused",
  12: "stop",
  13: "refused",
  14: "refused",
  15: "server_block",
  16: "refused",
  17: "refused",
  254: "retry",
  255: "retry",
};

/** What a register must do about a code. 18 and 19 mean "for good out of service" from version 204 on. */
export function reactionTo(code: number, version: number): Reaction {
  if (version >= 204 && (code === ResultCode.DEREGISTERED || code === ResultCode.DISCONNECTED)) return "server_block";
  return REACTIONS[code] ?? "refused";
}
