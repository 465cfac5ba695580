import { formatTenge } from "@/lib/kernel";
import { type Book, PLACEMENT_KINDS, revenueOf, TICKET_KINDS, type TicketKind } from "../core/book";
import { type Paper, type PaperLanguage, PaperRoll } from "./paper";
import type { PaperHead } from "./ticket-paper";
import { type Word, words } from "./words";

export type ReportFacts = PaperHead & {
  readonly report: "x" | "z";
  readonly book: Book;
  /** From and to, as paper has them. */
  readonly period: string;
};

const PAYMENT_WORDS: readonly Word[] = ["cash", "card", "credit", "tare", "mobile"];
/** As reports have them: sales first. */
const ORDER: readonly TicketKind[] = ["sell", "buy", "sell_return", "buy_return"];
const four = (count: number): string => String(count).padStart(4, "0");

/** An X or a Z of the operator's own book. */
export function reportPaper(facts: ReportFacts, language: PaperLanguage): Paper {
  const t = words(language);
  const { book } = facts;
  const { shift } = book;
  const roll = new PaperRoll()
    .center(facts.pointName)
    .center(facts.address)
    .center(facts.clientName, { bold: true })
    .rule()
    .pair(t.bin, facts.xin)
    .pair(t.ofdId, String(facts.registerId))
    .pair(t.registrationNumber, facts.registrationNumber)
    .pair(t.factoryNumber, facts.factoryNumber)
    .rule()
    .center(facts.report === "z" ? t.z : t.x, { bold: true })
    .center(`${t.shiftNumber}${shift.number}`, { bold: true })
    .center(facts.period)
    .rule()
    .center(facts.report === "z" ? t.clearing : t.notClearing, { bold: true });

  roll.left(t.start);
  for (const kind of ORDER) roll.pair(` ${t[kind]}`, formatTenge(shift.startTotals[kind].sumTiyn));
  if (shift.sections.length > 0) roll.rule().center(t.sections);
  for (const { code, kinds } of shift.sections) {
    roll.left(`${t.section} ${code}`);
    for (const kind of TICKET_KINDS)
      if (kinds[kind].count > 0) roll.pair(` ${four(kinds[kind].count)} ${t[kind]}`, formatTenge(kinds[kind].sumTiyn));
  }
  roll.rule();
  for (const kind of ORDER) {
    const tickets = shift.tickets[kind];
    roll.left(`${t.receipts}: ${t[kind]}`);
    roll.pair(four(tickets.count), formatTenge(tickets.sumTiyn), { bold: true, big: kind === "sell" });
    for (const { type, sumTiyn } of tickets.payments)
      roll.pair(` ${t[PAYMENT_WORDS[type] ?? "cash"]}`, formatTenge(sumTiyn));
    if (tickets.discountTiyn > 0n) roll.pair(` ${t.discounts}`, formatTenge(tickets.discountTiyn));
    if (tickets.markupTiyn > 0n) roll.pair(` ${t.markups}`, formatTenge(tickets.markupTiyn));
    if (tickets.offlineCount > 0) roll.pair(` ${t.offlineCount}`, four(tickets.offlineCount));
  }
  if (shift.taxes.length > 0) roll.rule().center(t.taxes);
  for (const { percentMilli, kinds } of shift.taxes) {
    roll.left(`${t.taxRate} ${percentMilli / 1000}%`);
    for (const kind of ORDER) {
      if (kinds[kind].turnoverTiyn === 0n) continue;
      roll.pair(` ${t[kind]}, ${t.turnover}`, formatTenge(kinds[kind].turnoverTiyn));
      roll.pair(`  ${t.tax}`, formatTenge(kinds[kind].taxTiyn));
    }
  }
  roll.rule();
  for (const kind of PLACEMENT_KINDS) {
    const { count, sumTiyn } = shift.placements[kind];
    roll.pair(`${kind === "deposit" ? t.deposits : t.withdrawals} ${four(count)}`, formatTenge(sumTiyn));
  }
  roll.pair(t.cashInDrawer, formatTenge(book.cashTiyn), { bold: true });
  roll
    .pair(t.revenue, formatTenge(revenueOf(shift)), { bold: true })
    .rule()
    .left(t.end);
  for (const kind of ORDER) roll.pair(` ${t[kind]}`, formatTenge(book.lifeTotals[kind].sumTiyn));
  return roll.rule().left(`${t.madeBy} «${facts.operatorTitle}»`).paper;
}
