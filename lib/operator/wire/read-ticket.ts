import type { Modifier, TicketDomain, TicketRequest } from "@/lib/cpcr";
import { limits, ok, sumTiyn, type Tiyn, tiyn, ZERO_TIYN } from "@/lib/kernel";
import type { CountedTicket, Tally, TicketKind } from "../core/book";
import { arePrintable, goodsOf, type Modifiers, no, type Read, readItems, SUM_MAX } from "./read-items";
import { addedTax, hasNegativeTax, readTaxes } from "./read-taxes";

/** A thousand lines, each with a storno, a discount and a markup. */
const ITEMS_MAX = 4 * limits.receiptLinesMax;

const KINDS: Readonly<Record<string, TicketKind>> = {
  OPERATION_BUY: "buy",
  OPERATION_BUY_RETURN: "buy_return",
  OPERATION_SELL: "sell",
  OPERATION_SELL_RETURN: "sell_return",
};
const PAYMENTS: Readonly<Record<string, number>> = {
  PAYMENT_CASH: 0,
  PAYMENT_CARD: 1,
  PAYMENT_CREDIT: 2,
  PAYMENT_TARE: 3,
  PAYMENT_MOBILE: 4,
};
const CASH = 0;

type Paid = { readonly payments: CountedTicket["payments"]; readonly cashTiyn: Tiyn; readonly changeTiyn: Tiyn };

function readPayments({ payments = [], amounts }: TicketRequest): Read<Paid> {
  const read: { type: number; sumTiyn: Tiyn }[] = [];
  for (const { type, sum } of payments) {
    const known = typeof type === "string" ? PAYMENTS[type] : undefined;
    if (known === undefined) return no("payments");
    if (read.some((other) => other.type === known)) return no("payment_twice");
    read.push({ type: known, sumTiyn: sum });
  }
  if (sumTiyn(read.map(({ sumTiyn: sum }) => sum)) !== amounts.total) return no("payments");
  const cash = read.find(({ type }) => type === CASH);
  const { taken, change } = amounts;
  // Change comes out of cash alone: a card pays what is due and no more.
  if (!cash)
    return (change ?? 0n) > 0n ? no("cash_change") : ok({ payments: read, cashTiyn: ZERO_TIYN, changeTiyn: ZERO_TIYN });
  if (taken === undefined || change === undefined || change > taken) return no("cash_change");
  // `taken` is what was handed over in cash; some write the whole receipt there (ofd-protocol §10 row 11).
  if (taken - change !== cash.sumTiyn && taken - change !== amounts.total) return no("cash_change");
  return ok({ payments: read, cashTiyn: cash.sumTiyn, changeTiyn: change });
}

/** Each field of business asks for a block of its own (ofd-protocol §6.2 rule 10). */
function isWholeDomain(domain: TicketDomain): boolean {
  switch (domain.type) {
    case "DOMAIN_TRADING":
      return true;
    case "DOMAIN_SERVICES":
    case "DOMAIN_HOTELS":
      return domain.services !== undefined;
    case "DOMAIN_GASOIL":
      return domain.gasoil !== undefined;
    case "DOMAIN_TAXI":
      return domain.taxi !== undefined;
    case "DOMAIN_PARKING":
      return domain.parking !== undefined;
    default:
      return false;
  }
}

const withReceiptLevel = (items: Modifiers, ofReceipt: Modifier | undefined): Tally => ({
  count: items.count + (ofReceipt ? 1 : 0),
  sumTiyn: tiyn(items.sumTiyn - items.stornoTiyn + (ofReceipt?.sum ?? 0n)),
});

/**
 * Reads a receipt into what the book counts, or says with which code it is refused. Its arithmetic is done anew here. A receipt
 * without a field of business is taken where the caller does not ask for one.
 */
export function readTicket(ticket: TicketRequest, demandDomain = true): Read<CountedTicket> {
  const kind = typeof ticket.operation === "string" ? KINDS[ticket.operation] : undefined;
  const count = ticket.items?.length ?? 0;
  if (!kind || count === 0 || count > ITEMS_MAX) return no("items");
  const { amounts, domain } = ticket;
  const sums = [amounts.total, amounts.taken, amounts.change, amounts.markup?.sum, amounts.discount?.sum];
  if (sums.some((sum) => sum !== undefined && sum > SUM_MAX)) return no("amounts");
  if (amounts.markup && amounts.discount) return no("amounts");
  const { customer_email: email, customer_phone: phone } = ticket.extension_options ?? {};
  if (!arePrintable(ticket.operator.name, email, phone, amounts.markup?.name, amounts.discount?.name))
    return no("characters");
  const items = readItems(ticket.items ?? []);
  if (!items.ok) return items;
  const { lines, markups, discounts } = items.value;

  const goods = goodsOf(lines);
  const discounted = withReceiptLevel(discounts, amounts.discount);
  const markedUp = withReceiptLevel(markups, amounts.markup);
  const whole = sumTiyn(goods.map(({ sumTiyn: sum }) => sum)) + markedUp.sumTiyn - discounted.sumTiyn;
  if (whole < 0n || whole + addedTax(ticket, items.value) !== amounts.total) return no("total");
  const paid = readPayments(ticket);
  if (!paid.ok) return paid;
  const taxes = readTaxes(ticket, items.value, whole);
  if (!taxes.ok) return taxes;
  if (hasNegativeTax(taxes.value)) return no("storno");
  if (domain?.type === undefined ? demandDomain : !isWholeDomain(domain)) return no("domain");
  if (ticket.offline_ticket_number === 0) return no("offline_number");
  const offline = ticket.offline_ticket_number !== undefined;
  return ok({
    ...{ kind, totalTiyn: amounts.total, offline, goods, discounts: discounted, markups: markedUp },
    ...{ ...paid.value, taxes: taxes.value },
  });
}
