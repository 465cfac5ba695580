"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { newKey } from "@/components/form/key";
import type { Buyer } from "@/lib/fiscal/core/buyer";
import type { PaymentDraft } from "@/lib/fiscal/core/payments";
import type { IssueReceiptForm } from "@/lib/fiscal/input";
import { IDLE } from "@/lib/http/state";
import { type Cart, EMPTY_CART, rulesOf, type WorkedCart, workOut } from "./cart";
import { type DraftOwner, loadDraft, PARKED_MAX, type ParkedCart, saveDraft } from "./draft";
import { useTill } from "./till-context";
import { useSent } from "./use-sent";

function formOf(
  registerId: string,
  cart: Cart,
  { drafts }: WorkedCart,
  payments: readonly PaymentDraft[],
  buyer: Buyer | null,
): Omit<IssueReceiptForm, "key"> {
  const { lines, discountTiyn, markupTiyn } = drafts;
  return {
    ...{ registerId, kind: cart.kind },
    lines: lines.map(({ priceTiyn, quantityMilli, discountTiyn: off, markupTiyn: on, ...line }) => ({
      ...line,
      priceTiyn: priceTiyn.toString(),
      quantityMilli: quantityMilli.toString(),
      discountTiyn: off.toString(),
      ...(on === undefined ? {} : { markupTiyn: on.toString() }),
    })),
    discountTiyn: discountTiyn.toString(),
    ...(markupTiyn === undefined ? {} : { markupTiyn: markupTiyn.toString() }),
    payments: payments.map(({ type, sumTiyn }) => ({ type, sumTiyn: sumTiyn.toString() })),
    ...(buyer ? { buyer } : {}),
  };
}

/** The cart in hand and the parked ones, kept in this browser for this cashier at this register. */
function useDraft(owner: DraftOwner) {
  const [cart, setCart] = useState<Cart>(EMPTY_CART);
  const [parked, setParked] = useState<readonly ParkedCart[]>([]);
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    const kept = loadDraft(owner);
    setCart(kept.cart);
    setParked(kept.parked);
    setLoaded(true);
  }, [owner]);
  useEffect(() => {
    if (loaded) saveDraft(owner, { cart, parked });
  }, [loaded, owner, cart, parked]);
  return { cart, setCart, parked, setParked };
}

type DraftState = ReturnType<typeof useDraft>;

/** Putting carts aside and taking them back, while nothing is out. */
function parkingOf({ cart, setCart, parked, setParked }: DraftState, isFree: () => boolean) {
  const aside = (): ParkedCart => ({ id: newKey(), at: Date.now(), cart });
  return {
    park: () => {
      if (!isFree() || cart.lines.length === 0 || parked.length >= PARKED_MAX) return;
      setParked([...parked, aside()]);
      setCart(EMPTY_CART);
    },
    /** Takes a parked cart back; what was in hand is put aside in its place. */
    takeBack: (id: string) => {
      const wanted = parked.find((each) => each.id === id);
      if (!isFree() || !wanted) return;
      const rest = parked.filter((each) => each !== wanted);
      setParked(cart.lines.length > 0 ? [...rest, aside()] : rest);
      setCart(wanted.cart);
    },
    dropParked: (id: string) => setParked(parked.filter((each) => each.id !== id)),
  };
}

/**
 * The sale in hand: the cart, what was sent, and what came of it. All of it survives a reload. A sale without an answer is settled
 * by its own key before anything else is sold, so it can never be made twice.
 */
export function useSale() {
  const { till, actions, cashierId } = useTill();
  const registerId = till.register.id;
  const owner = useMemo(() => ({ registerId, cashierId }), [registerId, cashierId]);
  const draft = useDraft(owner);
  const { cart, setCart, parked } = draft;
  const onMade = useCallback(() => setCart(EMPTY_CART), [setCart]);
  const sent = useSent(owner, registerId, onMade);
  const worked = useMemo(() => workOut(cart, rulesOf(till)), [cart, till]);
  return {
    ...sent,
    ...{ cart, parked, worked },
    // What is out must not be changed under it: when it turns out to be made, the cart goes with it.
    setCart: (become: Cart | ((now: Cart) => Cart)) => sent.isFree() && setCart(become),
    pay: (payments: readonly PaymentDraft[], buyer: Buyer | null) => {
      const form = formOf(registerId, cart, worked, payments, buyer);
      sent.issue((key) => actions.issueReceipt(IDLE, { ...form, key }));
    },
    ...parkingOf(draft, sent.isFree),
  };
}

export type Sale = ReturnType<typeof useSale>;
