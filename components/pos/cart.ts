import type { LineDraft } from "@/lib/fiscal/core/receipt";
import { ONE_UNIT, QUANTITY_MAX, type QuantityMilli, quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";

/** What the till knows of a good. A good without a price asks for one when it is chosen. */
export type Good = {
  readonly id: string;
  readonly name: string;
  readonly barcode: string | null;
  readonly unitCode: string;
  readonly sectionCode: string;
  readonly vatKind: LineDraft["vatKind"];
  readonly priceTiyn: Tiyn | null;
};

export type CartLine = Omit<LineDraft, "discountTiyn" | "markupTiyn">;
export type Cart = {
  readonly lines: readonly CartLine[];
  /** The line that keys act on; -1 where there is none. */
  readonly selected: number;
};

export const EMPTY_CART: Cart = { lines: [], selected: -1 };

const within = (quantity: bigint): QuantityMilli =>
  quantityMilli(quantity > QUANTITY_MAX ? QUANTITY_MAX : quantity < 1n ? 1n : quantity);

/** Adds a line, or adds to the line of the same good at the same price; that line becomes the chosen one. */
export function addLine({ lines }: Cart, line: CartLine): Cart {
  const same = lines.findIndex(
    (each) => line.goodId !== null && each.goodId === line.goodId && each.priceTiyn === line.priceTiyn,
  );
  if (same === -1) return { lines: [...lines, line], selected: lines.length };
  return {
    lines: lines.map((each, index) =>
      index === same ? { ...each, quantityMilli: within(each.quantityMilli + line.quantityMilli) } : each,
    ),
    selected: same,
  };
}

/** The line that a good makes. */
export const lineOf = (good: Good, priceTiyn: Tiyn, quantity: QuantityMilli = ONE_UNIT): CartLine => ({
  goodId: good.id,
  name: good.name,
  barcode: good.barcode,
  unitCode: good.unitCode,
  sectionCode: good.sectionCode,
  vatKind: good.vatKind,
  priceTiyn,
  quantityMilli: quantity,
});

/** Sets the quantity of the chosen line. */
export const setQuantity = (cart: Cart, quantity: QuantityMilli): Cart => ({
  ...cart,
  lines: cart.lines.map((line, index) =>
    index === cart.selected ? { ...line, quantityMilli: within(quantity) } : line,
  ),
});

/** One whole unit more or less; less than one unit stays as it is, for only «убрать» removes a line. */
export function stepQuantity(cart: Cart, by: 1 | -1): Cart {
  const line = cart.lines[cart.selected];
  if (!line) return cart;
  const next = line.quantityMilli + BigInt(by) * ONE_UNIT;
  return next <= 0n ? cart : setQuantity(cart, quantityMilli(next));
}

/** Takes the chosen line out; the next one becomes the chosen one. */
export function removeLine({ lines, selected }: Cart): Cart {
  const left = lines.filter((_, index) => index !== selected);
  return { lines: left, selected: Math.min(selected, left.length - 1) };
}

/** Chooses another line. */
export const selectLine = (cart: Cart, index: number): Cart => ({
  ...cart,
  selected: Math.max(cart.lines.length === 0 ? -1 : 0, Math.min(index, cart.lines.length - 1)),
});

/** How many units of a good stand in the cart; null where there are none. */
export function countOf({ lines }: Cart, goodId: string): QuantityMilli | null {
  const sum = lines.reduce((count, line) => (line.goodId === goodId ? count + line.quantityMilli : count), 0n);
  return sum === 0n ? null : quantityMilli(sum);
}

const NO_DISCOUNT = tiyn(0n);

/** The lines as the calculation takes them. Who pays no VAT sells without it. */
export const draftsOf = ({ lines }: Cart, vatPayer: boolean): LineDraft[] =>
  lines.map((line) => ({ ...line, vatKind: vatPayer ? line.vatKind : "none", discountTiyn: NO_DISCOUNT }));
