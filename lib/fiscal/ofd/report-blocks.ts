import type { ReportOperation, ZXReport } from "@/lib/cpcr";
import type { ReportBlock } from "../core/reconcile";

const isSomething = (...values: (number | bigint | undefined)[]): boolean =>
  values.some((value) => Number(value ?? 0) !== 0);

const tallies = (rows: readonly ReportOperation[] | undefined, prefix = ""): string[] =>
  (rows ?? [])
    .filter(({ count, sum }) => isSomething(count, sum))
    .map(({ operation, count, sum }) => `${prefix}${operation} ${count} ${sum}`);

const taxes = (report: ZXReport): string[] =>
  (report.taxes ?? []).flatMap(({ percent, operations }) =>
    (operations ?? [])
      .filter(({ turnover, sum }) => isSomething(turnover, sum))
      .map(({ operation, turnover, sum }) => `${percent} ${operation} ${turnover} ${sum}`),
  );

const tickets = (report: ZXReport): string[] =>
  (report.ticket_operations ?? []).flatMap((row) => {
    const { operation, payments = [], offline_count, discount_sum, markup_sum, change_sum } = row;
    const paid = payments
      .filter(({ count, sum }) => isSomething(count, sum))
      .map(({ payment, count, sum }) => `${operation} ${payment} ${count} ${sum}`);
    const rest = [row.tickets_total_count, offline_count, discount_sum, markup_sum, change_sum];
    return isSomething(...rest) ? [...paid, `${operation} ${rest.map((value) => value ?? 0).join(" ")}`] : paid;
  });

const placements = (report: ZXReport): string[] =>
  (report.money_placements ?? [])
    .filter((row) => isSomething(row.operations_total_count, row.operations_sum))
    .map((row) =>
      [
        row.operation,
        row.operations_total_count,
        row.operations_count,
        row.operations_sum,
        row.offline_count ?? 0,
      ].join(" "),
    );

/** What each block of a report says, rows of zeros left out, as one text: equal blocks have equal texts. */
export function blocksOf(report: ZXReport): Readonly<Record<ReportBlock, string>> {
  const sections = (report.sections ?? []).flatMap((section) =>
    tallies(section.operations, `${section.section_code} `),
  );
  const texts = {
    sections,
    operations: tallies(report.operations),
    discounts: tallies(report.discounts),
    markups: tallies(report.markups),
    total_result: tallies(report.total_result),
    taxes: taxes(report),
    tickets: tickets(report),
    placements: placements(report),
    revenue: [`${report.revenue.is_negative ? "-" : ""}${report.revenue.sum}`],
  } satisfies Record<ReportBlock, readonly string[]>;
  const joined = Object.entries(texts).map(([block, rows]) => [block, [...rows].sort().join("; ")]);
  return Object.fromEntries(joined) as Record<ReportBlock, string>; // cast: the same keys
}
