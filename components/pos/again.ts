import { type CartLine, EMPTY_CART } from "./cart";
import { type Draft, PARKED_MAX, type ParkedCart } from "./draft";

/**
 * The draft with these lines in hand. A cart that was being rung up is put aside; null where there is no room to, or nothing to
 * repeat, for nothing typed may be lost.
 */
export function withAgain(
  { cart, parked }: Draft,
  lines: readonly CartLine[],
  aside: Pick<ParkedCart, "id" | "at">,
): Draft | null {
  const isBusy = cart.lines.length > 0;
  if (lines.length === 0 || (isBusy && parked.length >= PARKED_MAX)) return null;
  return {
    cart: { ...EMPTY_CART, lines, selected: lines.length - 1 },
    parked: isBusy ? [...parked, { ...aside, cart }] : parked,
  };
}
