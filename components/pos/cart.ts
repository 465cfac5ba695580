import type { ReceiptError } from "@/lib/fiscal/core/error";
import { type CalculatedReceipt, calculateReceipt, type LineDraft } from "@/lib/fiscal/core/receipt";
import { NO_ROUNDING, type ReceiptRounding } from "@/lib/fiscal/core/rounding";
import {
  err,
  limits,
  lineSum,
  mulDiv,
  ONE_UNIT,
  QUANTITY_MAX,
  type QuantityMilli,
  quantityMilli,
  type Result,
  type Tiyn,
  tiyn,
  ZERO_TIYN,
} from "@/lib/kernel";

/** What the till knows of a good. A good without a price asks for one when it is chosen. */
export type Good = {
  readonly id: string;
  readonly name: string;
  readonly barcode: string | null;
  readonly unitCode: string;
  readonly sectionCode: string;
  readonly vatKind: LineDraft["vatKind"];
  readonly priceTiyn: Tiyn | null;
  readonly groupName: string | null;
  readonly favourite: boolean;
  readonly article: string | null;
  readonly ntin: string | null;
  readonly plu: string | null;
  /** Each unit carries a marking code. */
  readonly marked: boolean;
};

/** A discount or a markup as the cashier gave it: hundredths of a percent, or a sum. */
export type PriceChange = {
  readonly what: "discount" | "markup";
  readonly of: { readonly percentBp: number } | { readonly sumTiyn: Tiyn };
};

export type CartLine = Omit<LineDraft, "discountTiyn" | "markupTiyn" | "storno"> & {
  readonly change?: PriceChange;
};

export type CartKind = "sale" | "purchase";

export type Cart = {
  readonly kind: CartKind;
  readonly lines: readonly CartLine[];
  /** The line that keys act on; -1 where there is none. */
  readonly selected: number;
  /** On the receipt as a whole. */
  readonly change?: PriceChange;
};

export const EMPTY_CART: Cart = { kind: "sale", lines: [], selected: -1 };

const within = (quantity: bigint): QuantityMilli =>
  quantityMilli(quantity > QUANTITY_MAX ? QUANTITY_MAX : quantity < 1n ? 1n : quantity);

const marksOf = (line: CartLine): readonly string[] => line.marks ?? [];

/** Lines that may be one: the same good at the same price with the same change, both with marks or both without. */
const isSame = (one: CartLine, other: CartLine): boolean =>
  one.goodId !== null &&
  one.goodId === other.goodId &&
  one.priceTiyn === other.priceTiyn &&
  !other.change &&
  marksOf(one).length > 0 === marksOf(other).length > 0;

/** Whether this very unit is in the cart already. */
export const hasMark = ({ lines }: Cart, mark: string): boolean => lines.some((line) => marksOf(line).includes(mark));

/**
 * Adds a line, or adds to the line of the same good at the same price; that line becomes the chosen one. The very same cart where
 * one more line does not fit.
 */
export function addLine(cart: Cart, line: CartLine): Cart {
  const { lines } = cart;
  const same = lines.findIndex((each) => isSame(line, each));
  if (same === -1 && lines.length >= limits.receiptLinesMax) return cart;
  if (same === -1) return { ...cart, lines: [...lines, line], selected: lines.length };
  const grown = (each: CartLine): CartLine => {
    const marks = [...marksOf(each), ...marksOf(line)];
    const quantity = within(each.quantityMilli + line.quantityMilli);
    return { ...each, quantityMilli: quantity, ...(marks.length > 0 ? { marks } : {}) };
  };
  return { ...cart, lines: lines.map((each, index) => (index === same ? grown(each) : each)), selected: same };
}

/** The line that a good makes. */
export const lineOf = (good: Good, priceTiyn: Tiyn, quantity: QuantityMilli = ONE_UNIT, mark?: string): CartLine => ({
  goodId: good.id,
  name: good.name,
  barcode: good.barcode,
  unitCode: good.unitCode,
  sectionCode: good.sectionCode,
  vatKind: good.vatKind,
  priceTiyn,
  quantityMilli: quantity,
  ...(good.article ? { article: good.article } : {}),
  ...(good.ntin ? { ntin: good.ntin } : {}),
  ...(mark === undefined ? {} : { marks: [mark] }),
});

const changeChosen = (cart: Cart, become: (line: CartLine) => CartLine): Cart => ({
  ...cart,
  lines: cart.lines.map((line, index) => (index === cart.selected ? become(line) : line)),
});

/** Sets the quantity of the chosen line. Marked units are counted by their marks alone. */
export const setQuantity = (cart: Cart, quantity: QuantityMilli): Cart =>
  changeChosen(cart, (line) => (marksOf(line).length > 0 ? line : { ...line, quantityMilli: within(quantity) }));

/**
 * One whole unit more or less; less than one unit stays as it is, for only «убрать» removes a line. Of marked units the last one
 * read goes; another one comes by reading its mark.
 */
export function stepQuantity(cart: Cart, by: 1 | -1): Cart {
  const line = cart.lines[cart.selected];
  if (!line) return cart;
  const next = line.quantityMilli + BigInt(by) * ONE_UNIT;
  if (next <= 0n) return cart;
  if (marksOf(line).length === 0) return setQuantity(cart, quantityMilli(next));
  if (by > 0) return cart;
  return changeChosen(cart, (each) => ({
    ...each,
    marks: marksOf(each).slice(0, -1),
    quantityMilli: quantityMilli(next),
  }));
}

/** Takes the chosen line out; the next one becomes the chosen one. An empty cart keeps nothing of the receipt's own change. */
export function removeLine(cart: Cart): Cart {
  const left = cart.lines.filter((_, index) => index !== cart.selected);
  if (left.length === 0) return { ...EMPTY_CART, kind: cart.kind };
  return { ...cart, lines: left, selected: Math.min(cart.selected, left.length - 1) };
}

/** Chooses another line. */
export const selectLine = (cart: Cart, index: number): Cart => ({
  ...cart,
  selected: Math.max(cart.lines.length === 0 ? -1 : 0, Math.min(index, cart.lines.length - 1)),
});

const without = <T extends { readonly change?: PriceChange }>({ change: _, ...rest }: T): Omit<T, "change"> => rest;

/** Puts a discount or a markup on the chosen line; null takes it off. */
export const changeLine = (cart: Cart, change: PriceChange | null): Cart =>
  changeChosen(cart, (line) => (change ? { ...line, change } : without(line)));

/** Puts a discount or a markup on the whole receipt; null takes it off. */
export const changeReceipt = (cart: Cart, change: PriceChange | null): Cart =>
  change ? { ...cart, change } : without(cart);

/** How many units of a good stand in the cart; null where there are none. */
export function countOf({ lines }: Cart, goodId: string): QuantityMilli | null {
  const sum = lines.reduce((count, line) => (line.goodId === goodId ? count + line.quantityMilli : count), 0n);
  return sum === 0n ? null : quantityMilli(sum);
}

const ALL_BP = 10_000n;

/** What a change comes to on a sum; a percent half up to the tiyn. */
export const changeTiyn = ({ of }: PriceChange, base: Tiyn): Tiyn =>
  "sumTiyn" in of ? of.sumTiyn : tiyn(mulDiv(base, BigInt(of.percentBp), ALL_BP, "half_up"));

/** The discount or markup as the calculation takes it. */
const modifier = (change: PriceChange | undefined, base: Tiyn): { discountTiyn: Tiyn; markupTiyn?: Tiyn } => {
  if (!change) return { discountTiyn: ZERO_TIYN };
  const sum = changeTiyn(change, base);
  return change.what === "discount" ? { discountTiyn: sum } : { discountTiyn: ZERO_TIYN, markupTiyn: sum };
};

/** The lines as the calculation takes them. Who pays no VAT sells without it. */
export const draftsOf = ({ lines }: Cart, vatPayer: boolean): LineDraft[] =>
  lines.map(({ change, ...line }) => ({
    ...line,
    vatKind: vatPayer ? line.vatKind : "none",
    ...modifier(change, lineSum(line.priceTiyn, line.quantityMilli)),
  }));

/** What is sent of a cart, beside payments. */
export type CartDrafts = {
  readonly lines: readonly LineDraft[];
  readonly discountTiyn: Tiyn;
  readonly markupTiyn?: Tiyn;
};

/** What decides how a cart is worked out. */
export type CartRules = {
  readonly vatPayer: boolean;
  /** Kinds of VAT in force now. */
  readonly vatKinds: readonly LineDraft["vatKind"][];
  readonly rounding: ReceiptRounding;
};

export type WorkedCart = { readonly drafts: CartDrafts; readonly worked: Result<CalculatedReceipt, ReceiptError> };

/** The rules of a till as it stands. */
export const rulesOf = ({
  vatPayer,
  vatKinds,
  settings,
}: Pick<CartRules, "vatPayer" | "vatKinds"> & { readonly settings: Pick<CartRules, "rounding"> }): CartRules => ({
  ...{ vatPayer, vatKinds, rounding: settings.rounding },
});

/** Whether a line may be sold now: who pays no VAT sells without it, with others its rate may have ended. */
export const isInForce = ({ vatKind }: Pick<LineDraft, "vatKind">, { vatPayer, vatKinds }: CartRules): boolean =>
  !vatPayer || vatKinds.includes(vatKind);

/** The first line that may not be sold: it came from an earlier day, or from a card that nobody has corrected. */
function endedRate({ lines }: Cart, rules: CartRules): ReceiptError | null {
  const at = lines.findIndex((line) => !isInForce(line, rules));
  const rate = lines[at]?.vatKind;
  return rate === undefined ? null : { code: "fiscal.vat_not_in_force", line: at + 1, rate };
}

/** Works a cart out with the code that the server trusts. A percent on the receipt is of what its lines come to. */
export function workOut(cart: Cart, rules: CartRules): WorkedCart {
  const { vatPayer, rounding } = rules;
  const lines = draftsOf(cart, vatPayer);
  const ended = endedRate(cart, rules);
  if (ended) return { drafts: { lines, discountTiyn: ZERO_TIYN }, worked: err(ended) };
  const plain = calculateReceipt(lines, ZERO_TIYN, { rounding: rounding.what === "lines" ? rounding : NO_ROUNDING });
  if (!plain.ok) return { drafts: { lines, discountTiyn: ZERO_TIYN }, worked: plain };
  const whole = modifier(cart.change, plain.value.totalTiyn);
  const { discountTiyn, ...markup } = whole;
  return { drafts: { lines, ...whole }, worked: calculateReceipt(lines, discountTiyn, { ...markup, rounding }) };
}
