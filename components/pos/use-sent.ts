"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { newKey } from "@/components/form/key";
import { type ActionState, IDLE } from "@/lib/http/state";
import { type DraftOwner, forgetSent, keepSent, sentKeys } from "./draft";
import { type DoneIssue, type SaleEnd, type SalePorts, type SaleRefusal, sendSale, settleSale } from "./sale-flow";
import type { ShownIssue } from "./shown";
import { play } from "./sounds";
import { useTill } from "./till-context";

const AGAIN_MS = 3000;
/** Our server answers a sale within its own deadline of five seconds; a line that went dead may never say so. */
const ANSWER_MS = 20_000;

const after = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

/** The answer, or none once it is too late to wait for one. */
const inTime = <T>(answer: Promise<T>): Promise<T> =>
  Promise.race([
    answer,
    after(ANSWER_MS).then(() => {
      throw new Error("no answer in time");
    }),
  ]);

/** How a document under way stands: sent; without an answer, asked again; looked up after a reload; given over to the cashier. */
export type SaleProgress = "none" | "sending" | "lost" | "settling" | "unanswered";

/** How a document is asked for: the same form under the same key, as often as it takes. */
export type Issuing = (key: string) => Promise<ActionState<ShownIssue>>;

/** What is out. After a reload only its key is known, and it is settled; before one it can be sent again. */
type Sent = { readonly key: string; readonly send: Issuing | null };

/**
 * One document at a time on its way to the server: it goes out under one key, kept before it is sent, and without an answer it is
 * settled by that key, also after a reload, before another is made. `onMade` hears what came of it.
 */
export function useSent(owner: DraftOwner, registerId: string, onMade?: (issue: DoneIssue) => void) {
  const { actions, refresh, hold, reachable } = useTill();
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
      if (end.end === "made") {
        setDone(end.issue);
        onMade?.(end.issue);
      } else setRefusal(end.refusal);
      if (end.end === "made" || end.refusal) play(end.end === "made" ? "made" : "refused");
      refresh();
    },
    [owner, onMade, refresh],
  );

  /** Runs one question to its end; a second one meanwhile does nothing. */
  const run = useCallback(
    async (document: Sent, first: SaleProgress, ask: (ports: SalePorts) => Promise<SaleEnd>) => {
      if (busy.current) return;
      busy.current = true;
      hold(true);
      sent.current = document;
      setRefusal(null);
      setProgress(first);
      const { key, send } = document;
      const end = await ask({
        send: () => inTime(send ? send(key) : Promise.reject(new Error("nothing to send"))),
        settle: () => inTime(actions.settleSale(IDLE, { registerId, key })),
        pause: () => after(AGAIN_MS),
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
    (document: Sent) => run(document, "settling", (ports) => settleSale(ports, { code: "not_made" })),
    [run],
  );
  useUnsettled({ owner, settle, alive, waiting: progress === "unanswered" && reachable ? sent.current : null });

  return {
    ...{ done, refusal, progress },
    ...actsOf(owner, sent, busy, { run, settle }),
    next: () => {
      setDone(null);
      setRefusal(null);
    },
    forgetRefusal: () => setRefusal(null),
  };
}

type Ref<T> = { current: T };
type Asking = {
  run(document: Sent, first: SaleProgress, ask: (ports: SalePorts) => Promise<SaleEnd>): Promise<void>;
  settle(document: Sent): Promise<void>;
};

/** What a cashier can do about the document that is out, or that is to be. */
const actsOf = (owner: DraftOwner, sent: Ref<Sent | null>, busy: Ref<boolean>, { run, settle }: Asking) => ({
  /** Something is out, and nothing else may be made before it is settled. */
  held: sent.current !== null,
  isFree: () => sent.current === null && !busy.current,
  issue: (send: Issuing) => {
    if (sent.current || busy.current) return;
    const key = newKey();
    keepSent(owner, key);
    void run({ key, send }, "sending", (ports) => sendSale(ports));
  },
  /** After a reload only its key is known: it is settled, and not sent. */
  canSendAgain: sent.current?.send != null,
  /** The same document again, or after a reload the same question. */
  askAgain: () => {
    const document = sent.current;
    if (document?.send) void run(document, "sending", (ports) => sendSale(ports, true));
    else if (document) void settle(document);
  },
  /** The cashier takes it back: the server says whether it was made after all, and else gives its key up. */
  giveUp: () => sent.current && void settle(sent.current),
});

/** Settles what was sent before the page came up, and again as soon as our server is back. */
function useUnsettled({
  owner,
  settle,
  alive,
  waiting,
}: {
  owner: DraftOwner;
  settle: (document: Sent) => Promise<void>;
  alive: Ref<boolean>;
  waiting: Sent | null;
}) {
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
  }, [owner, alive]);
  // After a reload there is no cashier's wish to wait for.
  useEffect(() => {
    if (waiting?.send === null) void settleNow.current(waiting);
  }, [waiting]);
}
