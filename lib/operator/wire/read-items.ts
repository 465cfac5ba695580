import type { Modifier, TicketItem, TicketTax } from "@/lib/cpcr";
import {
  err,
  isPrintable,
  limits,
  mulDiv,
  ok,
  QUANTITY_MAX,
  type Result,
  sumTiyn,
  type Tiyn,
  tiyn,
} from "@/lib/kernel";
import { type Refusal, type RefusalReason, refusal } from "../core/refusal";
import { goodsFault } from "./check-goods";

/** Rounding of a line is not laid down (ofd-protocol §6.2 rule 3), so a tiyn either way is taken. */
const TOLERANCE = 1n;
const TEXT_MAX = 255;
/** Far above any receipt, far inside signed 64 bits however many are added up. */
export const SUM_MAX = 100_000_000_000_000n;

export type Read<T> = Result<T, Refusal>;
export const no = (reason: RefusalReason): { readonly ok: false; readonly error: Refusal } => err(refusal(reason));
export const near = (one: bigint, other: bigint, slack = TOLERANCE): boolean =>
  (one > other ? one - other : other - one) <= slack;

/** A discount or markup that carries taxes of its own: they go the way its sum goes. */
export type TaxedModifier = { readonly sign: 1n | -1n; readonly sumTiyn: Tiyn; readonly taxes: readonly TicketTax[] };

export type Line = {
  readonly section: string;
  readonly name: string | null;
  readonly sumTiyn: Tiyn;
  /** The line with its own discounts and markups; below zero for a storno. */
  readonly netTiyn: bigint;
  /** What later stornos left of `sumTiyn` and of the quantity. */
  readonly grossLeft: bigint;
  readonly quantityLeft: bigint;
  readonly taxes: readonly TicketTax[];
  readonly storno: boolean;
};

/** Signs that no paper can carry stand in no text of a document. */
export const arePrintable = (...texts: readonly (string | undefined)[]): boolean =>
  texts.every((text) => text === undefined || isPrintable(text));

export type Modifiers = { readonly count: number; readonly sumTiyn: Tiyn; readonly stornoTiyn: Tiyn };

export type Items = {
  readonly lines: readonly Line[];
  readonly markups: Modifiers;
  readonly discounts: Modifiers;
  readonly taxedModifiers: readonly TaxedModifier[];
};

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
  // Goods have a name or a code of the catalogue; a storno may name what it reverses, or only its department.
  const name = goods.name?.trim() ? goods.name : null;
  const named = storno || name !== null || item.commodity?.code !== undefined;
  if (!named || !goods.section_code || !goods.measure_unit_code) return no("line_shape");
  if (goods.section_code.length > TEXT_MAX || goods.quantity <= 0n) return no("line_shape");
  const { price, quantity, sum } = goods;
  if (price > SUM_MAX || quantity > QUANTITY_MAX || sum > SUM_MAX) return no("amounts");
  const fault = goodsFault(goods);
  if (fault) return no(fault);
  if (!near(sum, mulDiv(price, quantity, 1000n, "half_up"))) return no("line_sum");
  if (sum === 0n) return no("amounts");
  return ok({
    ...{ section: goods.section_code, name, sumTiyn: sum, taxes: goods.taxes ?? [], storno },
    ...{ netTiyn: storno ? -sum : sum, grossLeft: storno ? 0n : sum, quantityLeft: storno ? 0n : quantity },
  });
}

const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other);

/**
 * Takes a storno off the lines before it, the latest first: of the same name where it has one, of its department otherwise. What
 * is not there cannot be taken back (ofd-protocol §6.2 rule 4).
 */
function reverse(lines: Line[], storno: Line, quantity: bigint): boolean {
  let sumLeft: bigint = storno.sumTiyn;
  let quantityLeft = quantity;
  for (const [index, line] of [...lines.entries()].reverse()) {
    if (sumLeft === 0n && quantityLeft === 0n) break;
    if (line.storno || line.section !== storno.section || (storno.name && line.name !== storno.name)) continue;
    const sum = smaller(line.grossLeft, sumLeft);
    const pieces = smaller(line.quantityLeft, quantityLeft);
    lines[index] = { ...line, grossLeft: line.grossLeft - sum, quantityLeft: line.quantityLeft - pieces };
    sumLeft -= sum;
    quantityLeft -= pieces;
  }
  return sumLeft === 0n && quantityLeft === 0n;
}

const MODIFIERS = ["markup", "storno_markup", "discount", "storno_discount"] as const;
type ModifierName = (typeof MODIFIERS)[number];
const isModifier = (name: string): name is ModifierName => MODIFIERS.some((known) => known === name);
const signOf = (name: ModifierName): 1n | -1n => (name === "markup" || name === "storno_discount" ? 1n : -1n);

type Reading = { readonly lines: Line[]; readonly sums: Record<ModifierName, Tiyn[]>; readonly taxed: TaxedModifier[] };

/** A modifier belongs to the line before it; its storno never exceeds what was given. */
function takeModifier(reading: Reading, name: ModifierName, modifier: Modifier): RefusalReason | null {
  const { lines, sums, taxed } = reading;
  const { sum, taxes = [] } = modifier;
  const before = lines.pop();
  if (!before || sum > SUM_MAX) return "line_shape";
  if (!arePrintable(modifier.name)) return "characters";
  const sign = signOf(name);
  lines.push({ ...before, netTiyn: before.netTiyn + sign * sum });
  sums[name].push(sum);
  if (taxes.length > 0) taxed.push({ sign, sumTiyn: sum, taxes });
  const left = (given: "markup" | "discount") => sumTiyn(sums[given]) - sumTiyn(sums[`storno_${given}`]);
  return left("markup") < 0n || left("discount") < 0n ? "storno" : null;
}

/** Reads the items in order. */
export function readItems(items: readonly TicketItem[]): Read<Items> {
  if (items.filter((item) => item.commodity).length > limits.receiptLinesMax) return no("items");
  const lines: Line[] = [];
  const sums: Record<ModifierName, Tiyn[]> = { markup: [], storno_markup: [], discount: [], storno_discount: [] };
  const taxed: TaxedModifier[] = [];
  for (const item of items) {
    const member = memberOf(item);
    if (!member) return no("line_shape");
    if (isModifier(member.name)) {
      const wrong = takeModifier({ lines, sums, taxed }, member.name, member.value as Modifier); // cast: the member of that name
      if (wrong) return no(wrong);
      continue;
    }
    const line = readLine(item, member.name === "storno_commodity");
    if (!line.ok) return line;
    if (line.value.storno && !reverse(lines, line.value, item.storno_commodity?.quantity ?? 0n)) return no("storno");
    lines.push(line.value);
  }
  const of = (name: "markup" | "discount"): Modifiers => ({
    count: sums[name].length,
    sumTiyn: sumTiyn(sums[name]),
    stornoTiyn: sumTiyn(sums[`storno_${name}`]),
  });
  return ok({ lines, markups: of("markup"), discounts: of("discount"), taxedModifiers: taxed });
}

/** What the receipt's own modifiers spread over: the line with its own ones, as far as no storno took it back. */
export const weightOf = ({ storno, netTiyn, grossLeft, sumTiyn: gross }: Line): bigint => {
  if (storno || netTiyn <= 0n) return 0n;
  return gross === 0n ? netTiyn : mulDiv(netTiyn, grossLeft, gross, "half_up");
};

/** Goods by department, before discounts: a storno counts no position and takes its sum away. */
export const goodsOf = (lines: readonly Line[]) =>
  lines.map(({ section, sumTiyn: sum, storno }) =>
    storno ? { section, count: 0, sumTiyn: tiyn(-sum) } : { section, count: 1, sumTiyn: sum },
  );
