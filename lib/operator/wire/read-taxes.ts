import type { TicketRequest, TicketTax } from "@/lib/cpcr";
import { vatRatesEver } from "@/lib/directory";
import { allocate, mulDiv, ok, tiyn, ZERO_TIYN } from "@/lib/kernel";
import type { CountedTicket } from "../core/book";
import { type Items, type Line, near, no, type Read, SUM_MAX, weightOf } from "./read-items";

const VAT = 100;
const WHOLE = 100_000n;
/** Simplified, general, farm, patent; the last is gone in 2.0.4. */
const TAXATIONS = [100, 101, 102, 103];

type CountedTax = CountedTicket["taxes"][number];

const taxOf = (base: bigint, tax: TicketTax): bigint => {
  const percent = BigInt(tax.percent);
  return mulDiv(base, percent, tax.is_in_total_sum ? WHOLE + percent : WHOLE, "half_up");
};

/** The sum that a tax was taken of, from the tax itself; a tiyn of tax is several of it. */
const baseOf = (tax: TicketTax, sum: bigint): bigint => {
  const percent = BigInt(tax.percent);
  return mulDiv(sum, tax.is_in_total_sum ? WHOLE + percent : WHOLE, percent, "half_up");
};

const counted = (tax: TicketTax, base: bigint, sign: bigint): CountedTax => ({
  type: tax.tax_type,
  percentMilli: tax.percent,
  turnoverTiyn: tiyn(sign * (tax.is_in_total_sum ? base : base + tax.sum)),
  taxTiyn: tiyn(sign * tax.sum),
});

const twice = (taxes: readonly TicketTax[]): boolean =>
  new Set(taxes.map((tax) => `${tax.tax_type}/${tax.percent}`)).size < taxes.length;

/** As the wire writes them, in thousandths of a per cent. */
const RATES = vatRatesEver.map((rate) => rate * 10);

/** One kind of tax there is; at a rate of zero nothing is due. */
const isWrong = (tax: TicketTax): boolean =>
  tax.tax_type !== VAT ||
  tax.percent > 100_000 ||
  tax.sum > SUM_MAX ||
  (tax.percent === 0 && tax.sum !== 0n) ||
  (tax.taxation_type !== undefined && !TAXATIONS.includes(tax.taxation_type));

/** Taxes of items, each of the line with its share of the receipt's modifiers, with its own ones, or before any. */
function readLineTaxes({ lines, taxedModifiers }: Items, modifier: bigint): Read<readonly CountedTax[]> {
  const read: CountedTax[] = [];
  const shares = allocate(tiyn(modifier < 0n ? -modifier : modifier), lines.map(weightOf));
  for (const [index, line] of lines.entries()) {
    const share = shares[index] ?? ZERO_TIYN;
    const net = line.netTiyn < 0n ? -line.netTiyn : line.netTiyn;
    const bases = [net + (modifier < 0n ? -share : share), net, line.sumTiyn];
    for (const tax of line.taxes) {
      // Where modifiers carry taxes of their own, the line carries that of its whole sum.
      const base = (taxedModifiers.length > 0 ? [line.sumTiyn, ...bases] : bases).find(
        (candidate) => candidate >= 0n && near(taxOf(candidate, tax), tax.sum),
      );
      if (base === undefined) return no("taxes_sum");
      read.push(counted(tax, base, line.storno ? -1n : 1n));
    }
  }
  for (const { sign, sumTiyn: sum, taxes } of taxedModifiers)
    for (const tax of taxes) {
      if (!near(taxOf(sum, tax), tax.sum)) return no("taxes_sum");
      read.push(counted(tax, sum, sign));
    }
  return ok(read);
}

/**
 * Taxes of the whole receipt are of the whole receipt: what they were taken of adds up to it, a rate of zero taking what is left.
 * Rounded line by line, each may be off by half a tiyn for every line.
 */
function readTicketTaxes(
  taxes: readonly TicketTax[],
  base: bigint,
  lines: readonly Line[],
): Read<readonly CountedTax[]> {
  const slack = BigInt(Math.max(1, Math.ceil(lines.length / 2)));
  const [only] = taxes;
  if (taxes.length === 1 && only)
    return near(taxOf(base, only), only.sum, slack) ? ok([counted(only, base, 1n)]) : no("taxes_sum");
  const rest = taxes.findIndex(({ percent }) => percent === 0);
  const known = taxes.map((tax) => (tax.percent === 0 ? 0n : baseOf(tax, tax.sum)));
  const left = base - known.reduce((sum, one) => sum + one, 0n);
  const off = taxes.reduce((sum, tax) => sum + (tax.percent === 0 ? 0n : baseOf(tax, slack)), 0n);
  if (left < -off || (rest < 0 && left > off)) return no("taxes_sum");
  const taker = rest < 0 ? known.length - 1 : rest;
  const bases = known.map((one, index) => (index === taker ? one + left : one));
  if (bases.some((one) => one < 0n)) return no("taxes_sum");
  return ok(taxes.map((tax, index) => counted(tax, bases[index] ?? 0n, 1n)));
}

/** Reads the taxes of a receipt: on its items or on the whole, never both, one entry for each rate (ofd-protocol §6.2 rule 7). */
export function readTaxes(ticket: TicketRequest, items: Items, base: bigint): Read<readonly CountedTax[]> {
  const { amounts, taxes: onTicket = [] } = ticket;
  const ofReceipt = [amounts.markup, amounts.discount].flatMap((modifier, index) =>
    modifier?.taxes
      ? [{ sign: index === 0 ? (1n as const) : (-1n as const), sumTiyn: modifier.sum, taxes: modifier.taxes }]
      : [],
  );
  const taxedModifiers = [...items.taxedModifiers, ...ofReceipt];
  const onItems = [...items.lines.map(({ taxes }) => taxes), ...taxedModifiers.map(({ taxes }) => taxes)];
  if (onTicket.length > 0 && onItems.some((taxes) => taxes.length > 0)) return no("taxes_twice");
  if ([onTicket, ...onItems].some(twice)) return no("taxes_twice");
  if ([onTicket, ...onItems].flat().some(({ percent }) => !RATES.includes(percent))) return no("taxes_rate");
  if ([onTicket, ...onItems].flat().some(isWrong)) return no("taxes_sum");
  if (onTicket.length > 0) return readTicketTaxes(onTicket, base, items.lines);
  return readLineTaxes({ ...items, taxedModifiers }, (amounts.markup?.sum ?? 0n) - (amounts.discount?.sum ?? 0n));
}

/** Taxes added on top of the prices; those inside change nothing. */
export function addedTax(ticket: TicketRequest, { lines, taxedModifiers }: Items): bigint {
  const { amounts } = ticket;
  const signed = [
    { sign: 1n, taxes: ticket.taxes ?? [] },
    { sign: 1n, taxes: amounts.markup?.taxes ?? [] },
    { sign: -1n, taxes: amounts.discount?.taxes ?? [] },
    ...lines.map(({ taxes, storno }) => ({ sign: storno ? -1n : 1n, taxes })),
    ...taxedModifiers,
  ];
  return signed
    .flatMap(({ sign, taxes }) => taxes.map((tax) => (tax.is_in_total_sum ? 0n : sign * tax.sum)))
    .reduce((sum, one) => sum + one, 0n);
}

/** A storno may not leave a rate's sums below zero: the report could not say it. */
export function hasNegativeTax(taxes: readonly CountedTax[]): boolean {
  const sums = new Map<string, { turnover: bigint; tax: bigint }>();
  for (const { type, percentMilli, turnoverTiyn, taxTiyn } of taxes) {
    const before = sums.get(`${type}/${percentMilli}`) ?? { turnover: 0n, tax: 0n };
    sums.set(`${type}/${percentMilli}`, { turnover: before.turnover + turnoverTiyn, tax: before.tax + taxTiyn });
  }
  return [...sums.values()].some(({ turnover, tax }) => turnover < 0n || tax < 0n || tax > turnover);
}
