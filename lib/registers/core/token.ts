import { err, ok, type Result } from "@/lib/kernel";

/** The frame's header carries a token as 32 unsigned bits. */
const TOKEN_MAX = 4_294_967_295n;
/** The body repeats the register's id, where whole numbers end at 31 bits. */
const OFD_ID_MAX = 2_147_483_647n;

const whole = (text: string, max: bigint): boolean => {
  if (!/^\d{1,10}$/.test(text)) return false;
  const value = BigInt(text);
  return value > 0n && value <= max;
};

/** Reads a token as the operator's portal shows it; its length is not fixed. */
export function parseOfdToken(text: string): Result<string, { code: "registers.token_malformed" }> {
  const digits = text.replace(/\s/g, "");
  return whole(digits, TOKEN_MAX) ? ok(digits) : err({ code: "registers.token_malformed" });
}

/** Reads the id of a register at the data operator. */
export function parseOfdRegisterId(text: string): Result<bigint, { code: "registers.ofd_id_malformed" }> {
  const digits = text.replace(/\s/g, "");
  return whole(digits, OFD_ID_MAX) ? ok(BigInt(digits)) : err({ code: "registers.ofd_id_malformed" });
}

/**
 * Reads the id of the cashier at the data operator: the number in the address of the user's card, of any length, up to the next
 * slash. A whole pasted address is accepted by cutting the number out.
 */
export function parseOfdCashierId(text: string): Result<string, { code: "registers.cashier_id_malformed" }> {
  const typed = text.trim();
  const digits = /\/users\/(\d+)(?:[/?#]|$)/.exec(typed)?.[1] ?? typed;
  return /^\d{1,20}$/.test(digits) ? ok(digits) : err({ code: "registers.cashier_id_malformed" });
}

/** What of a token may be shown and logged. */
export const tokenTail = (token: string): string => token.slice(-2);
