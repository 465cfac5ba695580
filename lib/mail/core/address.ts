import { err, ok, type Result } from "@/lib/kernel";

declare const emailBrand: unique symbol;
/** An address that a letter can be sent to: lower-case, one line, nothing but its own signs. */
export type Email = string & { readonly [emailBrand]: true };

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an address that a person typed. Quoted local parts, comments and bare hosts are refused: nobody's real address needs
 * them, and they are what header tricks are made of.
 */
export function parseEmail(text: string): Result<Email, { code: "field.email" }> {
  const typed = text.trim().toLowerCase();
  const at = typed.lastIndexOf("@");
  const local = typed.slice(0, at);
  const labels = typed.slice(at + 1).split(".");
  const fits = at > 0 && local.length <= 64 && typed.length <= 254 && labels.length >= 2;
  const named = LOCAL.test(local) && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "");
  return fits && named ? ok(typed as Email) : err({ code: "field.email" }); // cast: just checked
}

/** Hides most of an address, for logs: `b***@bereke.example`. */
export const maskEmail = (address: string): string => address.replace(/^(.)[^@]*/, "$1***");
