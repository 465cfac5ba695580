import type { Modifier, TicketItem, TicketRequest, TicketTax } from "@/lib/cpcr";
import { allocate, err, mulDiv, ok, type Result, sumTiyn, type Tiyn, tiyn, ZERO_TIYN } from "@/lib/kernel";
import type { CountedTicket, Tally, TicketKind } from "../core/book";
import { type Refusal, type RefusalReason, refusal } from "../core/refusal";

/** Rounding of a line is not laid down (ofd-protocol §6.2 rule 3), so a tiyn either way is taken. */
const TOLERANCE = 1n;
/** No receipt of ours is longer, and nobody reads a longer one. */
const ITEMS_MAX = 1000;
const TEXT_MAX = 255;
/** Far above any receipt, far inside signed 64 bits however many are added up. */
const SUM_MAX = 100_000_000_000_000n;

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
const VAT = 100;

type Line = {
  readonly section: string;
  readonly sumTiyn: Tiyn;
  /** The line less its own discounts, with its own markups. */
  readonly netTiyn: Tiyn;
  readonly taxes: readonly TicketTax[];
  readonly storno: boolean;
};

type Modifiers = { readonly count: number; readonly sumTiyn: Tiyn; readonly stornoTiyn: Tiyn };

type Read<T> = Result<T, Refusal>;
const no = (reason: RefusalReason): { readonly ok: false; readonly error: Refusal } => err(refusal(reason));
const near = (one: bigint, other: bigint): boolean => (one > other ? one - other : other - one) <= TOLERANCE;

/** The member that an item's type names, where exactly that one is there. */
function memberOf(item: TicketItem): { readonly name: string; readonly value: object } | null {
  const { type, ...members } = item;
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  const [only] = present;
  if (typeof type !== "string" || present.length !== 1 || !only?.[1]) return null;
  return `ITEM_TYPE_${only[0].toUpperCase()}` === type ? { name: only[0], value: only[1] } : null;
}

function readLine(item: TicketItem, storno: boolean): Read<Line> {
  const goods = storno ? item.storno_commodity : item.commodity;
  if (!goods) return no("line_shape");
  const code = storno ? undefined : item.commodity?.code;
  const named = Boolean(goods.name) || code !== undefined;
  if (!named || !goods.section_code || !goods.measure_unit_code) return no("line_shape");
  if (goods.section_code.length > TEXT_MAX || goods.quantity <= 0n) return no("line_shape");
  const { price, quantity, sum } = goods;
  if (price > SUM_MAX || quantity > SUM_MAX || sum > SUM_MAX) return no("amounts");
  if (!near(sum, mulDiv(price, quantity, 1000n, "half_up"))) return no("line_sum");
  return ok({ section: goods.section_code, sumTiyn: sum, netTiyn: sum, taxes: goods.taxes ?? [], storno });
}

const MODIFIERS = ["markup", "storno_markup", "discount", "storno_discount"] as const;
type ModifierName = (typeof MODIFIERS)[number];
const isModifier = (name: string): name is ModifierName => MODIFIERS.some((known) => known === name);
const adds = (name: ModifierName): boolean => name === "markup" || name === "storno_discount";

type Items = { readonly lines: readonly Line[]; readonly markups: Modifiers; readonly discounts: Modifiers };

/** Reads the items in order: a modifier belongs to the line before it. */
function readItems(items: readonly TicketItem[]): Read<Items> {
  const lines: Line[] = [];
  const sums: Record<ModifierName, Tiyn[]> = { markup: [], storno_markup: [], discount: [], storno_discount: [] };
  for (const item of items) {
    const member = memberOf(item);
    if (!member) return no("line_shape");
    if (isModifier(member.name)) {
      const { sum } = member.value as Modifier; // cast: the member of that name
      const before = lines.pop();
      if (!before || sum > SUM_MAX) return no("line_shape");
      lines.push({ ...before, netTiyn: tiyn(adds(member.name) ? before.netTiyn + sum : before.netTiyn - sum) });
      sums[member.name].push(sum);
      continue;
    }
    const line = readLine(item, member.name === "storno_commodity");
    if (!line.ok) return line;
    lines.push(line.value);
  }
  const of = (name: "markup" | "discount"): Modifiers => ({
    count: sums[name].length,
    sumTiyn: sumTiyn(sums[name]),
    stornoTiyn: sumTiyn(sums[`storno_${name}`]),
  });
  return ok({ lines, markups: of("markup"), discounts: of("discount") });
}

/** What is taken back must have been there: by department for goods, as a whole for modifiers. */
function checkStorno({ lines, markups, discounts }: Items): Refusal | null {
  const bySection = new Map<string, bigint>();
  for (const { section, sumTiyn: sum, storno } of lines)
    bySection.set(section, (bySection.get(section) ?? 0n) + (storno ? -sum : sum));
  const goods = [...bySection.values()].every((sum) => sum >= 0n);
  const modifiers = [markups, discounts].every(({ sumTiyn: sum, stornoTiyn }) => stornoTiyn <= sum);
  return goods && modifiers ? null : refusal("storno");
}

/** The tax of a line may be taken of the gross line, or of what is left after its own and the receipt's modifiers. */
const taxOf = (base: bigint, tax: TicketTax): bigint => {
  const percent = BigInt(tax.percent);
  return mulDiv(base, percent, tax.is_in_total_sum ? 100_000n + percent : 100_000n, "half_up");
};

const twice = (taxes: readonly TicketTax[]): boolean =>
  new Set(taxes.map((tax) => `${tax.tax_type}/${tax.percent}`)).size < taxes.length;

type CountedTax = CountedTicket["taxes"][number];

function readTaxes(ticket: TicketRequest, lines: readonly Line[], total: Tiyn): Read<readonly CountedTax[]> {
  const onTicket = ticket.taxes ?? [];
  const onLines = lines.some(({ taxes }) => taxes.length > 0);
  if (onTicket.length > 0 && onLines) return no("taxes_twice");
  const all = [onTicket, ...lines.map(({ taxes }) => taxes)];
  if (all.some(twice)) return no("taxes_twice");
  if (all.flat().some((tax) => tax.tax_type !== VAT || tax.percent > 100_000 || tax.sum > SUM_MAX))
    return no("taxes_sum");

  const counted: CountedTax[] = [];
  const modifier = tiyn((ticket.amounts.markup?.sum ?? 0n) - (ticket.amounts.discount?.sum ?? 0n));
  const weights = lines.map(({ netTiyn, storno }) => (storno || netTiyn < 0n ? 0n : netTiyn));
  const shares = allocate(tiyn(modifier < 0n ? -modifier : modifier), weights);
  for (const [index, line] of lines.entries()) {
    const share = shares[index] ?? ZERO_TIYN;
    const net = line.netTiyn + (modifier < 0n ? -share : share);
    for (const tax of line.taxes) {
      const base = [net, line.netTiyn, line.sumTiyn].find(
        (candidate) => candidate >= 0n && near(taxOf(candidate, tax), tax.sum),
      );
      if (base === undefined) return no("taxes_sum");
      const sign = line.storno ? -1n : 1n;
      counted.push({
        type: tax.tax_type,
        percentMilli: tax.percent,
        turnoverTiyn: tiyn(sign * base),
        taxTiyn: tiyn(sign * tax.sum),
      });
    }
  }
  for (const tax of onTicket) {
    // Which lines a tax of the whole receipt covers is not said: it cannot be more than the tax of the total.
    const slack = BigInt(lines.length);
    if (tax.sum > taxOf(total, tax) + slack) return no("taxes_sum");
    const percent = BigInt(tax.percent);
    const inside = onTicket.length === 1 && near(taxOf(total, tax), tax.sum);
    const turnover = inside || percent === 0n ? total : mulDiv(tax.sum, 100_000n + percent, percent, "half_up");
    counted.push({ type: tax.tax_type, percentMilli: tax.percent, turnoverTiyn: tiyn(turnover), taxTiyn: tax.sum });
  }
  return ok(counted);
}

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
  if (!cash) return ok({ payments: read, cashTiyn: ZERO_TIYN, changeTiyn: ZERO_TIYN });
  const { taken, change } = amounts;
  if (taken === undefined || change === undefined || change > taken) return no("cash_change");
  // `taken` is what was handed over in cash; some write the whole receipt there (ofd-protocol §10 row 11).
  if (taken - change !== cash.sumTiyn && taken - change !== amounts.total) return no("cash_change");
  return ok({ payments: read, cashTiyn: cash.sumTiyn, changeTiyn: change });
}

/** Each field of business asks for a block of its own (ofd-protocol §6.2 rule 10). */
function hasDomain({ domain }: TicketRequest): boolean {
  switch (domain?.type) {
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

const goodsOf = (lines: readonly Line[]): CountedTicket["goods"] =>
  lines.map(({ section, sumTiyn: sum, storno }) =>
    storno ? { section, count: 0, sumTiyn: tiyn(-sum) } : { section, count: 1, sumTiyn: sum },
  );

const withReceiptLevel = (items: Modifiers, ofReceipt: Modifier | undefined): Tally => ({
  count: items.count + (ofReceipt ? 1 : 0),
  sumTiyn: tiyn(items.sumTiyn - items.stornoTiyn + (ofReceipt?.sum ?? 0n)),
});

/** Taxes added on top of the prices; those inside change nothing. */
const addedTax = (ticket: TicketRequest, lines: readonly Line[]): bigint => {
  const signed = lines.flatMap(({ taxes, storno }) => taxes.map((tax) => ({ tax, sign: storno ? -1n : 1n })));
  const all = [...(ticket.taxes ?? []).map((tax) => ({ tax, sign: 1n })), ...signed];
  return all.reduce((sum, { tax, sign }) => sum + (tax.is_in_total_sum ? 0n : sign * tax.sum), 0n);
};

/** A storno may not leave a rate's sums below zero: the report could not say it. */
function hasNegativeTax(taxes: readonly CountedTax[]): boolean {
  const sums = new Map<string, { turnover: bigint; tax: bigint }>();
  for (const { type, percentMilli, turnoverTiyn, taxTiyn } of taxes) {
    const before = sums.get(`${type}/${percentMilli}`) ?? { turnover: 0n, tax: 0n };
    sums.set(`${type}/${percentMilli}`, { turnover: before.turnover + turnoverTiyn, tax: before.tax + taxTiyn });
  }
  return [...sums.values()].some(({ turnover, tax }) => turnover < 0n || tax < 0n || tax > turnover);
}

/** Reads a receipt into what the book counts, or says with which code it is refused. Its arithmetic is done anew here. */
export function readTicket(ticket: TicketRequest): Read<CountedTicket> {
  const kind = typeof ticket.operation === "string" ? KINDS[ticket.operation] : undefined;
  const count = ticket.items?.length ?? 0;
  if (!kind || count === 0 || count > ITEMS_MAX) return no("items");
  const { amounts } = ticket;
  const sums = [amounts.total, amounts.taken, amounts.change, amounts.markup?.sum, amounts.discount?.sum];
  if (sums.some((sum) => sum !== undefined && sum > SUM_MAX)) return no("amounts");
  if (amounts.markup && amounts.discount) return no("amounts");
  const items = readItems(ticket.items ?? []);
  if (!items.ok) return items;
  const { lines, markups, discounts } = items.value;
  const storno = checkStorno(items.value);
  if (storno) return err(storno);

  const goods = goodsOf(lines);
  const discounted = withReceiptLevel(discounts, amounts.discount);
  const markedUp = withReceiptLevel(markups, amounts.markup);
  const whole = sumTiyn(goods.map(({ sumTiyn: sum }) => sum)) + markedUp.sumTiyn - discounted.sumTiyn;
  if (whole < 0n || whole + addedTax(ticket, lines) !== amounts.total) return no("total");
  const paid = readPayments(ticket);
  if (!paid.ok) return paid;
  const taxes = readTaxes(ticket, lines, amounts.total);
  if (!taxes.ok) return taxes;
  if (hasNegativeTax(taxes.value)) return no("storno");
  if (!hasDomain(ticket)) return no("domain");
  const offline = ticket.offline_ticket_number !== undefined;
  return ok({
    ...{ kind, totalTiyn: amounts.total, offline, goods, discounts: discounted, markups: markedUp },
    ...{ ...paid.value, taxes: taxes.value },
  });
}
