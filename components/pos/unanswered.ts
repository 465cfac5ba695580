"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { newKey } from "@/components/form/key";
import { type ActionState, IDLE } from "@/lib/http/state";
import { forgetSent, keepSent, sentKeys } from "./draft";
import { type DoneIssue, type SaleEnd, type SalePorts, type SaleRefusal, sendSale, settleSale } from "./sale-flow";
import type { ShownIssue } from "./shown";
import { play } from "./sounds";
import { useTill } from "./till-context";
import type { SaleProgress } from "./use-sale";

const AGAIN_MS = 3000;
const pause = () => new Promise<void>((wake) => setTimeout(wake, AGAIN_MS));

/** How a document is asked for: the same form under the same key, as often as it takes. */
export type Issuing = (key: string) => Promise<ActionState<ShownIssue>>;
type Sent = { readonly key: string; readonly send: Issuing | null };

/**
 * A document beside the sale, with the sale's own safety: it goes out under one key, kept before it is sent, and a lost answer is
 * looked up by that key, also after a reload, before another is made. `what` keeps its keys apart from those of the cart.
 */
export function useIssue(what: string) {
  const { till, actions, refresh, hold, cashierId, reachable } = useTill();
  const registerId = till.register.id;
  const owner = useMemo(() => ({ registerId, cashierId: `${cashierId}:${what}` }), [registerId, cashierId, what]);
  const [done, setDone] = useState<DoneIssue | null>(null);
  const [refusal, setRefusal] = useState<SaleRefusal | null>(null);
  const [progress, setProgress] = useState<SaleProgress>("none");
  const sent = useRef<Sent | null>(null);
  const busy = useRef(false);
  const alive = useRef(true);

  const take = useCallback(
    (end: SaleEnd, key: string) => {
      if (end.end === "unanswered") return setProgress("unanswered");
      setProgress("none");
      if (end.end === "turned_away") return setRefusal(end.refusal);
      forgetSent(owner, key);
      sent.current = null;
      if (end.end === "made") setDone(end.issue);
      else setRefusal(end.refusal);
      if (end.end === "made" || end.refusal) play(end.end === "made" ? "made" : "refused");
      refresh();
    },
    [owner, refresh],
  );

  const run = useCallback(
    async (issue: Sent, first: SaleProgress, ask: (ports: SalePorts) => Promise<SaleEnd>) => {
      if (busy.current) return;
      busy.current = true;
      hold(true);
      sent.current = issue;
      setRefusal(null);
      setProgress(first);
      const { key, send } = issue;
      const end = await ask({
        send: () => (send ? send(key) : Promise.reject(new Error("nothing to send"))),
        settle: () => actions.settleSale(IDLE, { registerId, key }),
        pause,
        onLost: () => alive.current && setProgress(first === "settling" ? "settling" : "lost"),
        alive: () => alive.current,
      });
      busy.current = false;
      hold(false);
      if (alive.current) take(end, key);
    },
    [actions, hold, registerId, take],
  );
  const settle = useCallback(
    (issue: Sent) => run(issue, "settling", (ports) => settleSale(ports, { code: "not_made" })),
    [run],
  );

  // Once, as the page comes up: what was sent before it, and was not answered.
  const settleNow = useRef(settle);
  settleNow.current = settle;
  useEffect(() => {
    alive.current = true;
    const settleAll = async () => {
      for (const key of sentKeys(owner)) await settleNow.current({ key, send: null });
    };
    void settleAll();
    return () => {
      alive.current = false;
    };
  }, [owner]);
  useEffect(() => {
    const waiting = sent.current;
    if (reachable && progress === "unanswered" && waiting?.send === null) void settle(waiting);
  }, [reachable, progress, settle]);

  return {
    ...{ done, refusal, progress },
    issue: (send: Issuing) => {
      if (sent.current || busy.current) return;
      const key = newKey();
      keepSent(owner, key);
      void run({ key, send }, "sending", (ports) => sendSale(ports));
    },
    canSendAgain: sent.current?.send != null,
    askAgain: () => {
      const issue = sent.current;
      if (issue?.send) void run(issue, "sending", (ports) => sendSale(ports, true));
      else if (issue) void settle(issue);
    },
    giveUp: () => sent.current && void settle(sent.current),
    forgetRefusal: () => setRefusal(null),
  };
}

export type Issue = ReturnType<typeof useIssue>;
