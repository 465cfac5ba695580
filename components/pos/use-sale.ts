"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { newKey } from "@/components/form/key";
import type { PaymentDraft } from "@/lib/fiscal/core/payments";
import type { IssueReceiptForm } from "@/lib/fiscal/input";
import { IDLE, type ShownRefusal } from "@/lib/http/state";
import { type Cart, EMPTY_CART } from "./cart";
import { loadDraft, type PendingSale, saveDraft } from "./draft";
import type { ShownIssue } from "./shown";
import { useTill } from "./till-context";

type Done = Extract<ShownIssue, { outcome: "accepted" | "autonomous" }>;

/** Why a sale was not made; `text` is the operator's own word. */
export type SaleRefusal = ShownRefusal & { readonly text?: string };

/** Answers that do not say whether the sale exists: it is asked for again by the same key. */
const UNCERTAIN = new Set(["internal", "busy"]);
const AGAIN_MS = 3000;
/** After so many the cashier decides. */
const TRIES_MAX = 5;

const pause = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

const formOf = (registerId: string, cart: Cart, payments: readonly PaymentDraft[]): IssueReceiptForm => ({
  registerId,
  key: newKey(),
  kind: "sale",
  lines: cart.lines.map((line) => ({
    ...line,
    priceTiyn: line.priceTiyn.toString(),
    quantityMilli: line.quantityMilli.toString(),
  })),
  payments: payments.map(({ type, sumTiyn }) => ({ type, sumTiyn: sumTiyn.toString() })),
});

/** Sends a sale until something certain is known of it; null when it was given up for the cashier to decide. */
async function untilCertain(send: () => Promise<ShownOutcome>, onLost: () => void, alive: () => boolean) {
  for (let tries = 1; alive() && tries <= TRIES_MAX; tries++) {
    const outcome = await send().catch(() => null); // no answer from our server: the sale may exist
    if (outcome && !(outcome.status === "refused" && UNCERTAIN.has(outcome.error.code))) return outcome;
    onLost();
    await pause(AGAIN_MS);
  }
  return null;
}

type ShownOutcome = Awaited<ReturnType<ReturnType<typeof useTill>["actions"]["issueReceipt"]>>;

/** How a sale under way stands: sent; without an answer, asked again; given up until the cashier says so. */
export type SaleProgress = "none" | "sending" | "lost" | "unanswered";

/**
 * The sale in hand: the cart, what was sent, and what came of it. Both survive a reload, and a sale without an answer is
 * asked for by its own key before anything else is sold, so it can never be made twice.
 */
export function useSale() {
  const { till, actions, refresh, hold } = useTill();
  const registerId = till.register.id;
  const [cart, setCart] = useState<Cart>(EMPTY_CART);
  const [pending, setPending] = useState<PendingSale | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [refusal, setRefusal] = useState<SaleRefusal | null>(null);
  const [progress, setProgress] = useState<SaleProgress>("none");
  const [loaded, setLoaded] = useState(false);
  const alive = useRef(true);
  const busy = useRef(false);

  const send = useCallback(
    async (sale: PendingSale) => {
      if (busy.current) return;
      busy.current = true;
      hold(true);
      setPending(sale);
      setRefusal(null);
      setProgress("sending");
      const lost = () => alive.current && setProgress("lost");
      const outcome = await untilCertain(
        () => actions.issueReceipt(IDLE, sale.form),
        lost,
        () => alive.current,
      );
      busy.current = false;
      hold(false);
      if (!alive.current) return;
      if (outcome === null) return setProgress("unanswered");
      setProgress("none");
      if (outcome.status === "refused" && outcome.error.code === "signed_out") return setRefusal(outcome.error);
      setPending(null);
      if (outcome.status === "done" && outcome.value.outcome !== "refused") {
        setDone(outcome.value);
        setCart(EMPTY_CART);
      } else if (outcome.status === "done") {
        setRefusal({ code: "internal", text: outcome.value.outcome === "refused" ? outcome.value.text : "" });
      } else if (outcome.status === "refused") {
        setRefusal(Object.values(outcome.fields)[0] ?? outcome.error);
      }
      refresh();
    },
    [actions, hold, refresh],
  );

  useEffect(() => {
    alive.current = true;
    const kept = loadDraft(registerId);
    setCart(kept.cart);
    setLoaded(true);
    if (kept.pending) void send(kept.pending);
    return () => {
      alive.current = false;
    };
  }, [registerId, send]);

  useEffect(() => {
    if (loaded) saveDraft(registerId, { cart, pending });
  }, [loaded, registerId, cart, pending]);

  return {
    ...{ cart, setCart, done, refusal, progress, loaded },
    pay: (payments: readonly PaymentDraft[]) =>
      void send({ form: formOf(registerId, cart, payments), sentAt: Date.now() }),
    askAgain: () => pending && void send(pending),
    /** The cashier looked at the last receipts and found none: the cart is sold anew, under a new key. */
    giveUp: () => {
      setPending(null);
      setProgress("none");
    },
    next: () => {
      setDone(null);
      setRefusal(null);
    },
    forgetRefusal: () => setRefusal(null),
  };
}

export type Sale = ReturnType<typeof useSale>;
