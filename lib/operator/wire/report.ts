import type { OperationType, PaymentType, ReportOperation, ZXReport } from "@/lib/cpcr";
import { type Tiyn, tiyn } from "@/lib/kernel";
import { type Book, type PerKind, revenueOf, type Tally, TICKET_KINDS, type TicketKind } from "../core/book";

const OPERATIONS: Readonly<Record<TicketKind, OperationType>> = {
  buy: "OPERATION_BUY",
  buy_return: "OPERATION_BUY_RETURN",
  sell: "OPERATION_SELL",
  sell_return: "OPERATION_SELL_RETURN",
};
const PAYMENTS: readonly PaymentType[] = [
  "PAYMENT_CASH",
  "PAYMENT_CARD",
  "PAYMENT_CREDIT",
  "PAYMENT_TARE",
  "PAYMENT_MOBILE",
];

const tallies = (kinds: PerKind<Tally>): ReportOperation[] =>
  TICKET_KINDS.map((kind) => ({ operation: OPERATIONS[kind], count: kinds[kind].count, sum: kinds[kind].sumTiyn }));

/** Goods less discounts plus markups; as many as there are positions. */
const results = ({ shift }: Book): ReportOperation[] =>
  TICKET_KINDS.map((kind) => ({
    operation: OPERATIONS[kind],
    count: shift.goods[kind].count,
    sum: tiyn(shift.goods[kind].sumTiyn - shift.discounts[kind].sumTiyn + shift.markups[kind].sumTiyn),
  }));

const totals = (kinds: PerKind<Tally>) =>
  TICKET_KINDS.map((kind) => ({ operation: OPERATIONS[kind], sum: kinds[kind].sumTiyn }));

const absolute = (sum: Tiyn): Tiyn => tiyn(sum < 0n ? -sum : sum);

/**
 * The report that a book makes of itself: an X of the shift as it stands, a Z once it is closed. Its checksum is the caller's, as
 * is the moment. A register that sent nothing yet gets shift number 0 and zeros.
 */
export function reportOf(book: Book, at: Date, checksum?: string): ZXReport {
  const { shift, cashTiyn, lifeTotals, lifePlacements } = book;
  const revenue = revenueOf(shift);
  return {
    date_time: at,
    shift_number: shift.number,
    sections: shift.sections.map(({ code, kinds }) => ({ section_code: code, operations: tallies(kinds) })),
    operations: tallies(shift.goods),
    discounts: tallies(shift.discounts),
    markups: tallies(shift.markups),
    total_result: results(book),
    taxes: shift.taxes.map(({ type, percentMilli, kinds }) => ({
      tax_type: type,
      percent: percentMilli,
      operations: TICKET_KINDS.map((kind) => ({
        operation: OPERATIONS[kind],
        turnover: kinds[kind].turnoverTiyn,
        sum: kinds[kind].taxTiyn,
        turnover_without_tax: tiyn(kinds[kind].turnoverTiyn - kinds[kind].taxTiyn),
      })),
    })),
    start_shift_non_nullable_sums: totals(shift.startTotals),
    ticket_operations: TICKET_KINDS.map((kind) => ({
      operation: OPERATIONS[kind],
      tickets_total_count: lifeTotals[kind].count,
      tickets_count: shift.tickets[kind].count,
      tickets_sum: shift.tickets[kind].sumTiyn,
      payments: shift.tickets[kind].payments.map(({ type, count, sumTiyn }) => ({
        payment: PAYMENTS[type] ?? type,
        sum: sumTiyn,
        count,
      })),
      offline_count: shift.tickets[kind].offlineCount,
      discount_sum: shift.tickets[kind].discountTiyn,
      markup_sum: shift.tickets[kind].markupTiyn,
      change_sum: shift.tickets[kind].changeTiyn,
    })),
    money_placements: (["deposit", "withdrawal"] as const).map((kind) => ({
      operation: kind === "deposit" ? "MONEY_PLACEMENT_DEPOSIT" : "MONEY_PLACEMENT_WITHDRAWAL",
      operations_total_count: lifePlacements[kind],
      operations_count: shift.placements[kind].count,
      operations_sum: shift.placements[kind].sumTiyn,
      offline_count: shift.placements[kind].offlineCount,
    })),
    cash_sum: cashTiyn,
    revenue: { sum: absolute(revenue), is_negative: revenue < 0n },
    non_nullable_sums: totals(lifeTotals),
    ...(shift.openedAt ? { open_shift_time: shift.openedAt } : {}),
    ...(shift.closedAt ? { close_shift_time: shift.closedAt } : {}),
    ...(checksum ? { checksum } : {}),
  };
}
