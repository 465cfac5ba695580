"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { newKey } from "@/components/form/key";
import type { Buyer } from "@/lib/fiscal/core/buyer";
import type { PaymentDraft } from "@/lib/fiscal/core/payments";
import type { IssueReceiptForm } from "@/lib/fiscal/input";
import { IDLE } from "@/lib/http/state";
import { type Cart, EMPTY_CART, type WorkedCart, workOut } from "./cart";
import {
  type DraftOwner,
  forgetSent,
  keepSent,
  loadDraft,
  PARKED_MAX,
  type ParkedCart,
  saveDraft,
  sentKeys,
} from "./draft";
import { type DoneIssue, type SaleEnd, type SalePorts, type SaleRefusal, sendSale, settleSale } from "./sale-flow";
import { play } from "./sounds";
import { useTill } from "./till-context";

export type { SaleRefusal };

const AGAIN_MS = 3000;
const pause = () => new Promise<void>((wake) => setTimeout(wake, AGAIN_MS));

/** A sale that is out. After a reload only its key is known, and it is settled; before one it is sent again. */
type Sent = { readonly key: string; readonly form: IssueReceiptForm | null };

function formOf(
  registerId: string,
  cart: Cart,
  { drafts }: WorkedCart,
  payments: readonly PaymentDraft[],
  buyer: Buyer | null,
): IssueReceiptForm & { key: string } {
  const { lines, discountTiyn, markupTiyn } = drafts;
  return {
    ...{ registerId, key: newKey(), kind: cart.kind },
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

/** How a sale under way stands: sent; without an answer, asked again; looked up after a reload; given up until the cashier says so. */
export type SaleProgress = "none" | "sending" | "lost" | "settling" | "unanswered";

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
  return { cart, setCart, parked, setParked, loaded };
}

/**
 * The sale in hand: the cart, what was sent, and what came of it. All of it survives a reload. A sale without an answer is settled
 * by its own key before anything else is sold, so it can never be made twice.
 */
export function useSale() {
  const { till, actions, refresh, hold, cashierId, reachable } = useTill();
  const registerId = till.register.id;
  const owner = useMemo(() => ({ registerId, cashierId }), [registerId, cashierId]);
  const draft = useDraft(owner);
  const { cart, setCart, parked, setParked, loaded } = draft;
  const [done, setDone] = useState<DoneIssue | null>(null);
  const [refusal, setRefusal] = useState<SaleRefusal | null>(null);
  const [progress, setProgress] = useState<SaleProgress>("none");
  const sent = useRef<Sent | null>(null);
  const busy = useRef(false);
  const alive = useRef(true);
  const { vatPayer, settings } = till;
  const worked = useMemo(
    () => workOut(cart, { vatPayer, rounding: settings.rounding }),
    [cart, vatPayer, settings.rounding],
  );

  const take = useCallback(
    (end: SaleEnd, key: string) => {
      if (end.end === "unanswered") return setProgress("unanswered");
      setProgress("none");
      if (end.end === "turned_away") return setRefusal(end.refusal);
      forgetSent(owner, key);
      sent.current = null;
      if (end.end === "made") {
        play("made");
        setDone(end.issue);
        setCart(EMPTY_CART);
      } else {
        if (end.refusal) play("refused");
        setRefusal(end.refusal);
      }
      refresh();
    },
    [owner, refresh, setCart],
  );

  /** Runs one question about a sale to its end; a second one meanwhile does nothing. */
  const run = useCallback(
    async (sale: Sent, first: SaleProgress, ask: (ports: SalePorts) => Promise<SaleEnd>) => {
      if (busy.current) return;
      busy.current = true;
      hold(true);
      sent.current = sale;
      setRefusal(null);
      setProgress(first);
      const end = await ask({
        send: () => (sale.form ? actions.issueReceipt(IDLE, sale.form) : Promise.reject(new Error("nothing to send"))),
        settle: () => actions.settleSale(IDLE, { registerId, key: sale.key }),
        pause,
        onLost: () => alive.current && setProgress(first === "settling" ? "settling" : "lost"),
        alive: () => alive.current,
      });
      busy.current = false;
      hold(false);
      if (alive.current) take(end, sale.key);
    },
    [actions, hold, registerId, take],
  );

  const settle = useCallback(
    (sale: Sent) => run(sale, "settling", (ports) => settleSale(ports, { code: "not_made" })),
    [run],
  );

  // Once, as the till comes up: what was sent before it, and was not answered.
  const settleNow = useRef(settle);
  settleNow.current = settle;
  useEffect(() => {
    alive.current = true;
    const settleAll = async () => {
      for (const key of sentKeys(owner)) await settleNow.current({ key, form: null });
    };
    void settleAll();
    return () => {
      alive.current = false;
    };
  }, [owner]);

  // After a reload there is nobody to ask: as soon as our server is back, the question is put again.
  useEffect(() => {
    const waiting = sent.current;
    if (reachable && progress === "unanswered" && waiting?.form === null) void settle(waiting);
  }, [reachable, progress, settle]);

  // What is out must not be changed under it: when it turns out to be made, the cart goes with it.
  const isFree = () => sent.current === null && !busy.current;
  return {
    ...{ cart, parked, worked, done, refusal, progress, loaded },
    /** A sale is out, and nothing else may be sold before it is settled. */
    held: sent.current !== null,
    setCart: (become: Cart | ((now: Cart) => Cart)) => isFree() && setCart(become),
    pay: (payments: readonly PaymentDraft[], buyer: Buyer | null) => {
      if (!isFree()) return;
      const form = formOf(registerId, cart, worked, payments, buyer);
      keepSent(owner, form.key);
      void run({ key: form.key, form }, "sending", (ports) => sendSale(ports));
    },
    /** After a reload only its key is known: it is settled, and not sent. */
    canSendAgain: sent.current?.form != null,
    /** The same sale again, or after a reload the same question. */
    askAgain: () => {
      const sale = sent.current;
      if (sale?.form) void run(sale, "sending", (ports) => sendSale(ports, true));
      else if (sale) void settle(sale);
    },
    /** The cashier wants the cart back: the server says whether the sale was made after all, and else gives its key up. */
    giveUp: () => sent.current && void settle(sent.current),
    park: () => {
      if (!isFree() || cart.lines.length === 0 || parked.length >= PARKED_MAX) return;
      setParked([...parked, { id: newKey(), at: Date.now(), cart }]);
      setCart(EMPTY_CART);
    },
    /** Takes a parked cart back; what was in hand is put aside in its place. */
    takeBack: (id: string) => {
      const wanted = parked.find((each) => each.id === id);
      if (!isFree() || !wanted) return;
      const rest = parked.filter((each) => each !== wanted);
      setParked(cart.lines.length > 0 ? [...rest, { id: newKey(), at: Date.now(), cart }] : rest);
      setCart(wanted.cart);
    },
    dropParked: (id: string) => setParked(parked.filter((each) => each.id !== id)),
    next: () => {
      setDone(null);
      setRefusal(null);
    },
    forgetRefusal: () => setRefusal(null),
  };
}

export type Sale = ReturnType<typeof useSale>;
