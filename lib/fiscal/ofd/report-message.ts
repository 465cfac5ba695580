import type {
  CpcrVersion,
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
  perKey,
  RECEIPT_KINDS,
  type ReceiptKind,
  type VatKind,
  vatRateOf,
} from "../core/kinds";
import { type Difference, differenceIn, type OperatorView, REPORT_BLOCKS } from "../core/reconcile";
import type { Report } from "../core/report";
import type { PerReceiptKind, Tally } from "../core/tallies";
import type { Answer } from "./answers";
import { blocksOf } from "./report-blocks";

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
  credit: "PAYMENT_CREDIT",
  tare: "PAYMENT_TARE",
};
export const PLACEMENTS: Readonly<Record<PlacementDirection, MoneyPlacementKind>> = {
  deposit: "MONEY_PLACEMENT_DEPOSIT",
  withdrawal: "MONEY_PLACEMENT_WITHDRAWAL",
};
/** What 2.0.4 has no value for any more (ofd-protocol §3.4). */
const GONE_IN_204: readonly PaymentType[] = ["credit", "tare"];
/** Whether a version of the protocol knows a way of payment. */
export const speaksOf = (version: CpcrVersion, type: PaymentType): boolean =>
  version < 204 || !GONE_IN_204.includes(type);

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

const ticketOperations = ({ receipts }: Report["counters"], version: CpcrVersion): ZXReport["ticket_operations"] =>
  RECEIPT_KINDS.map((kind) => ({
    operation: OPERATIONS[kind],
    tickets_total_count: receipts[kind].totalCount,
    tickets_count: receipts[kind].count,
    tickets_sum: receipts[kind].sumTiyn,
    payments: PAYMENT_TYPES.filter((type) => speaksOf(version, type)).map((type) => ({
      payment: PAYMENTS[type],
      sum: receipts[kind].payments[type].sumTiyn,
      count: receipts[kind].payments[type].count,
    })),
    offline_count: receipts[kind].offlineCount,
    discount_sum: receipts[kind].discountTiyn,
    markup_sum: receipts[kind].markupTiyn,
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
export function reportMessage(report: Report, version: CpcrVersion, checksum?: string): ZXReport {
  const { counters } = report;
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
    markups: operations(counters.markups),
    total_result: operations(counters.results),
    taxes: taxes(counters),
    start_shift_non_nullable_sums: nonNullable(counters.startNonResettableTiyn),
    ticket_operations: ticketOperations(counters, version),
    money_placements: moneyPlacements(counters),
    cash_sum: counters.cashTiyn,
    revenue: { sum: tiyn(negative ? -report.revenueTiyn : report.revenueTiyn), is_negative: negative },
    non_nullable_sums: nonNullable(counters.nonResettableTiyn),
    open_shift_time: report.openedAt,
    ...(report.closedAt ? { close_shift_time: report.closedAt } : {}),
    ...(checksum ? { checksum } : {}),
  };
}

/**
 * The sums in which the operator's report differs from ours. Rows it leaves out count as zero; a block that it leaves out whole is
 * not compared.
 */
export function reportDifferences(ours: Report, theirs: ZXReport): readonly Difference[] {
  const { counters } = ours;
  const differences = [
    ...differenceIn("shift_number", ours.shiftNumber, theirs.shift_number),
    ...differenceIn("cash", counters.cashTiyn, theirs.cash_sum),
  ];
  for (const kind of RECEIPT_KINDS) {
    const operation = OPERATIONS[kind];
    const life = theirs.non_nullable_sums?.find((row) => row.operation === operation)?.sum ?? 0n;
    const tickets = theirs.ticket_operations?.find((row) => row.operation === operation);
    const { count, sumTiyn } = counters.receipts[kind];
    differences.push(
      ...differenceIn(`total_${kind}`, counters.nonResettableTiyn[kind], life),
      ...differenceIn(`count_${kind}`, count, tickets?.tickets_count ?? 0),
      ...differenceIn(`sum_${kind}`, sumTiyn, tickets?.tickets_sum ?? 0n),
    );
  }
  const [mine, told] = [blocksOf(reportMessage(ours, 203)), blocksOf(theirs)];
  for (const block of REPORT_BLOCKS)
    if (told[block] !== "") differences.push(...differenceIn(block, mine[block], told[block]));
  return differences;
}

/** What INFO told of a register, for comparing with ours. A report without life totals tells none. */
export function operatorView({ report, isShiftOpen, lastDocument }: Answer): OperatorView {
  const totals = report?.non_nullable_sums;
  return {
    lastNumber: lastDocument?.number ?? null,
    shift: report && { number: report.shift_number, open: isShiftOpen },
    cashTiyn: report?.cash_sum ?? null,
    lifeTotals: totals?.length
      ? perKey(RECEIPT_KINDS, (kind) => totals.find((row) => row.operation === OPERATIONS[kind])?.sum ?? tiyn(0n))
      : null,
    latestAt: report?.close_shift_time ?? report?.open_shift_time ?? null,
  };
}
