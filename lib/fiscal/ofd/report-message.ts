import type {
  MoneyPlacementKind,
  OperationType,
  ReportOperation,
  ReportTax,
  PaymentType as WirePayment,
  ZXReport,
} from "@/lib/cpcr";
import { type Tiyn, tiyn } from "@/lib/kernel";
import {
  PAYMENT_TYPES,
  type PaymentType,
  PLACEMENT_DIRECTIONS,
  type PlacementDirection,
  RECEIPT_KINDS,
  type ReceiptKind,
  type VatKind,
  vatRateOf,
} from "../core/kinds";
import type { Report } from "../core/report";
import type { PerReceiptKind, Tally } from "../core/tallies";

export const OPERATIONS: Readonly<Record<ReceiptKind, OperationType>> = {
  sale: "OPERATION_SELL",
  sale_return: "OPERATION_SELL_RETURN",
  purchase: "OPERATION_BUY",
  purchase_return: "OPERATION_BUY_RETURN",
};
export const PAYMENTS: Readonly<Record<PaymentType, WirePayment>> = {
  cash: "PAYMENT_CASH",
  card: "PAYMENT_CARD",
  mobile: "PAYMENT_MOBILE",
};
export const PLACEMENTS: Readonly<Record<PlacementDirection, MoneyPlacementKind>> = {
  deposit: "MONEY_PLACEMENT_DEPOSIT",
  withdrawal: "MONEY_PLACEMENT_WITHDRAWAL",
};
/** TaxTypeEnum: VAT is the only one. */
export const VAT = 100;

/** Percent in thousandths: 16 % is 16,000. */
export const percentMilliOf = (kind: VatKind): number => (vatRateOf(kind) ?? 0) * 10;

const operations = (tallies: PerReceiptKind<Tally>): ReportOperation[] =>
  RECEIPT_KINDS.map((kind) => ({
    operation: OPERATIONS[kind],
    count: tallies[kind].count,
    sum: tallies[kind].sumTiyn,
  }));

const nonNullable = (sums: PerReceiptKind<Tiyn>) =>
  RECEIPT_KINDS.map((kind) => ({ operation: OPERATIONS[kind], sum: sums[kind] }));

const taxes = (counters: Report["counters"]): ReportTax[] =>
  Object.entries(counters.taxes).map(([kind, perKind]) => ({
    tax_type: VAT,
    percent: percentMilliOf(kind as VatKind), // cast: keys of the counters
    operations: RECEIPT_KINDS.map((receipt) => ({
      operation: OPERATIONS[receipt],
      turnover: perKind[receipt].turnoverTiyn,
      sum: perKind[receipt].vatTiyn,
      turnover_without_tax: tiyn(perKind[receipt].turnoverTiyn - perKind[receipt].vatTiyn),
    })),
  }));

const ticketOperations = ({ receipts }: Report["counters"]): ZXReport["ticket_operations"] =>
  RECEIPT_KINDS.map((kind) => ({
    operation: OPERATIONS[kind],
    tickets_total_count: receipts[kind].totalCount,
    tickets_count: receipts[kind].count,
    tickets_sum: receipts[kind].sumTiyn,
    payments: PAYMENT_TYPES.map((type) => ({
      payment: PAYMENTS[type],
      sum: receipts[kind].payments[type].sumTiyn,
      count: receipts[kind].payments[type].count,
    })),
    offline_count: receipts[kind].offlineCount,
    discount_sum: receipts[kind].discountTiyn,
    markup_sum: tiyn(0n),
    change_sum: receipts[kind].changeTiyn,
  }));

const moneyPlacements = ({ placements }: Report["counters"]): ZXReport["money_placements"] =>
  PLACEMENT_DIRECTIONS.map((direction) => ({
    operation: PLACEMENTS[direction],
    operations_total_count: placements[direction].totalCount,
    operations_count: placements[direction].count,
    operations_sum: placements[direction].sumTiyn,
    offline_count: placements[direction].offlineCount,
  }));

/** A report as the wire carries it: one row per value of each enum, zeros included. */
export function reportMessage(report: Report, checksum?: string): ZXReport {
  const { counters } = report;
  const noMarkups = RECEIPT_KINDS.map((kind) => ({ operation: OPERATIONS[kind], count: 0, sum: tiyn(0n) }));
  const negative = report.revenueTiyn < 0n;
  return {
    date_time: report.at,
    shift_number: report.shiftNumber,
    sections: Object.entries(counters.sections).map(([code, tallies]) => ({
      section_code: code,
      operations: operations(tallies),
    })),
    operations: operations(counters.goods),
    discounts: operations(counters.discounts),
    markups: noMarkups,
    total_result: operations(counters.results),
    taxes: taxes(counters),
    start_shift_non_nullable_sums: nonNullable(counters.startNonResettableTiyn),
    ticket_operations: ticketOperations(counters),
    money_placements: moneyPlacements(counters),
    cash_sum: counters.cashTiyn,
    revenue: { sum: tiyn(negative ? -report.revenueTiyn : report.revenueTiyn), is_negative: negative },
    non_nullable_sums: nonNullable(counters.nonResettableTiyn),
    open_shift_time: report.openedAt,
    ...(report.closedAt ? { close_shift_time: report.closedAt } : {}),
    ...(checksum ? { checksum } : {}),
  };
}

/** The sums in which the operator's report differs from ours, by name. Rows it leaves out count as zero. */
export function reportDifferences(ours: Report, theirs: ZXReport): string[] {
  const differences: string[] = [];
  if (theirs.shift_number !== ours.shiftNumber) differences.push("shift_number");
  if (theirs.cash_sum !== ours.counters.cashTiyn) differences.push("cash_sum");
  for (const kind of RECEIPT_KINDS) {
    const operation = OPERATIONS[kind];
    const life = theirs.non_nullable_sums?.find((row) => row.operation === operation)?.sum ?? 0n;
    if (life !== ours.counters.nonResettableTiyn[kind]) differences.push(`non_nullable ${kind}`);
    const tickets = theirs.ticket_operations?.find((row) => row.operation === operation);
    if ((tickets?.tickets_count ?? 0) !== ours.counters.receipts[kind].count) differences.push(`count ${kind}`);
    if ((tickets?.tickets_sum ?? 0n) !== ours.counters.receipts[kind].sumTiyn) differences.push(`sum ${kind}`);
  }
  return differences;
}
