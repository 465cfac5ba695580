import { err, ok, parseXin, type Result } from "@/lib/kernel";
import type { BuyerError } from "./error";

/** What the buyer gave for the receipt. What is left out was not given. */
export type Buyer = { readonly xin?: string; readonly email?: string; readonly phone?: string };

/** What a letter can be sent to: nothing but an address's own signs. */
const EMAIL =
  /^(?=.{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Reads a buyer: who sells to himself is refused (code 17 of the operator). Nothing given is no buyer. */
export function readBuyer(asked: Buyer | undefined, sellerXin: string | null): Result<Buyer | null, BuyerError> {
  const buyer: { xin?: string; email?: string; phone?: string } = {};
  if (asked?.xin) {
    const xin = parseXin(asked.xin);
    if (!xin.ok) return xin;
    if (xin.value === sellerXin) return err({ code: "fiscal.buyer_is_seller" });
    buyer.xin = xin.value;
  }
  if (asked?.email) {
    const email = asked.email.trim().toLowerCase();
    if (email.length > 254 || !EMAIL.test(email)) return err({ code: "fiscal.email_malformed" });
    buyer.email = email;
  }
  if (asked?.phone) {
    const phone = asked.phone.replace(/[\s()-]/g, "");
    if (!/^\+?\d{10,15}$/.test(phone)) return err({ code: "fiscal.phone_malformed" });
    buyer.phone = phone;
  }
  return ok(Object.keys(buyer).length > 0 ? buyer : null);
}
