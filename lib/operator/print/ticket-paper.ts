import type { TicketRequest } from "@/lib/cpcr";
import { formatQuantity, formatTenge, quantityMilli, type Tiyn } from "@/lib/kernel";
import type { TicketKind } from "../core/book";
import { type Paper, type PaperLanguage, PaperRoll } from "./paper";
import { type Word, words } from "./words";

/** Whose register it is and how it is known here. */
export type PaperHead = {
  readonly clientName: string;
  readonly xin: string;
  readonly pointName: string;
  readonly address: string;
  readonly registerId: number;
  readonly registrationNumber: string;
  readonly factoryNumber: string;
  readonly operatorTitle: string;
};

export type TicketFacts = PaperHead & {
  readonly kind: TicketKind;
  readonly ticket: TicketRequest;
  readonly shiftNumber: number;
  readonly documentNumber: bigint;
  readonly fiscalSign: string;
  readonly offlineNumber: bigint | null;
  /** As it stands on the receipt, `24.11.2026 12:30:45`. */
  readonly time: string;
  readonly checkUrl: string;
};

const PAYMENTS: Readonly<Record<string, Word>> = {
  PAYMENT_CASH: "cash",
  PAYMENT_CARD: "card",
  PAYMENT_CREDIT: "credit",
  PAYMENT_TARE: "tare",
  PAYMENT_MOBILE: "mobile",
};

const minus = (sum: Tiyn): string => (sum === 0n ? formatTenge(sum) : `-${formatTenge(sum)}`);

function printItems(roll: PaperRoll, ticket: TicketRequest, t: Readonly<Record<Word, string>>): void {
  let number = 0;
  for (const item of ticket.items ?? []) {
    const goods = item.commodity ?? item.storno_commodity;
    if (goods) {
      if (item.commodity) number += 1;
      roll.left(item.commodity ? `${number}. ${goods.name ?? goods.section_code}` : `${t.storno}: ${goods.name ?? ""}`);
      roll.left(`   ${formatQuantity(quantityMilli(goods.quantity))} x ${formatTenge(goods.price)}`);
      roll.pair(`   ${t.cost}`, item.commodity ? formatTenge(goods.sum) : minus(goods.sum));
      continue;
    }
    const [markup, discount] = [item.markup ?? item.storno_discount, item.discount ?? item.storno_markup];
    if (markup) roll.pair(`   ${markup.name ?? t.markup}`, formatTenge(markup.sum));
    if (discount) roll.pair(`   ${discount.name ?? t.discount}`, minus(discount.sum));
  }
}

function printTaxes(roll: PaperRoll, ticket: TicketRequest, t: Readonly<Record<Word, string>>): void {
  const taxes = [...(ticket.taxes ?? []), ...(ticket.items ?? []).flatMap((item) => item.commodity?.taxes ?? [])];
  const byRate = new Map<number, bigint>();
  for (const { percent, sum } of taxes) byRate.set(percent, (byRate.get(percent) ?? 0n) + sum);
  for (const [percent, sum] of byRate) roll.pair(`${t.vat} ${percent / 1000}%`, formatTenge(sum as Tiyn)); // cast: a sum of sums
}

/** A receipt as the operator has it, in the language of the reader. */
export function ticketPaper(facts: TicketFacts, language: PaperLanguage): Paper {
  const t = words(language);
  const { ticket } = facts;
  const { amounts } = ticket;
  const roll = new PaperRoll()
    .center(facts.clientName, { bold: true })
    .center(`${t.bin} ${facts.xin}`)
    .center(facts.pointName)
    .rule()
    .pair(`${t.shift} ${facts.shiftNumber}`, `${t.document}${facts.documentNumber}`)
    .pair(t.cashier, ticket.operator.name ?? String(ticket.operator.code))
    .rule()
    .center(t[facts.kind], { bold: true })
    .rule();
  if (ticket.parent_ticket) roll.pair(t.parent, ticket.parent_ticket.parent_ticket_number).rule();
  printItems(roll, ticket, t);
  if (amounts.discount) roll.pair(amounts.discount.name ?? t.discount, minus(amounts.discount.sum));
  if (amounts.markup) roll.pair(amounts.markup.name ?? t.markup, formatTenge(amounts.markup.sum));
  roll.rule();
  for (const { type, sum } of ticket.payments ?? []) roll.pair(`${t[PAYMENTS[type] ?? "cash"]}:`, formatTenge(sum));
  if (amounts.taken !== undefined) roll.pair(t.taken, formatTenge(amounts.taken));
  if (amounts.change !== undefined) roll.pair(t.change, formatTenge(amounts.change));
  roll.pair(`${t.total}:`, formatTenge(amounts.total), { bold: true, big: true });
  printTaxes(roll, ticket, t);
  roll.rule().pair(`${t.sign}:`, facts.fiscalSign);
  if (facts.offlineNumber !== null) roll.pair(`${t.offlineSign}:`, String(facts.offlineNumber));
  roll.pair(`${t.time}:`, facts.time).left(facts.address);
  roll.left(`${t.operator}: ${facts.operatorTitle}`);
  if (facts.offlineNumber !== null) roll.center(t.offline, { bold: true });
  return roll
    .rule()
    .center(t.fiscal, { bold: true })
    .qr(facts.checkUrl)
    .pair(`${t.ofdId}:`, String(facts.registerId))
    .pair(`${t.registrationNumber}:`, facts.registrationNumber)
    .pair(`${t.factoryNumber}:`, facts.factoryNumber).paper;
}
