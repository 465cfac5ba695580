"use client";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { invariant } from "@/lib/kernel";
import type { TillActions, TillView } from "./shown";

type TillContextValue = {
  readonly till: TillView;
  readonly actions: TillActions;
  /** Asks the server how the register stands now. */
  readonly refresh: () => void;
  /** Whether our own server answered the last question; without it nothing is sold and nothing is lost. */
  readonly reachable: boolean;
  /** While a document is on its way nothing else is asked. */
  readonly hold: (busy: boolean) => void;
  /** The name of a unit on one line: «шт». */
  readonly unitOf: (code: string) => string;
  readonly cashier: string;
  readonly cashierId: string;
};

const TillContext = createContext<TillContextValue | null>(null);

export function useTill(): TillContextValue {
  const value = useContext(TillContext);
  invariant(value !== null, "the till stands inside its layout");
  return value;
}

const ASK_EVERY_MS = 20_000;
/** While our server does not answer, it is asked more often. */
const LOST_ASK_EVERY_MS = 3000;

/** Keeps the state of the register fresh for every page of the till. */
export function TillProvider({
  till: first,
  actions,
  units,
  cashier,
  cashierId,
  children,
}: {
  till: TillView;
  actions: TillActions;
  units: Readonly<Record<string, string>>;
  cashier: string;
  cashierId: string;
  children: ReactNode;
}) {
  const [till, setTill] = useState(first);
  const [reachable, setReachable] = useState(true);
  const held = useRef(false);
  const registerId = first.register.id;
  const refresh = useCallback(async () => {
    if (held.current) return;
    try {
      const fresh = await actions.readTill(registerId);
      setReachable(true);
      if (fresh) setTill(fresh);
    } catch {
      setReachable(false); // the next question will tell
    }
  }, [actions, registerId]);

  const hold = useCallback((busy: boolean) => {
    held.current = busy;
  }, []);

  useEffect(() => {
    const timer = setInterval(refresh, reachable ? ASK_EVERY_MS : LOST_ASK_EVERY_MS);
    const onOffline = () => setReachable(false);
    window.addEventListener("focus", refresh);
    window.addEventListener("online", refresh);
    window.addEventListener("offline", onOffline);
    return () => {
      clearInterval(timer);
      window.removeEventListener("focus", refresh);
      window.removeEventListener("online", refresh);
      window.removeEventListener("offline", onOffline);
    };
  }, [refresh, reachable]);

  const value = useMemo<TillContextValue>(
    () => ({
      till,
      actions,
      refresh,
      reachable,
      cashier,
      cashierId,
      hold,
      unitOf: (code) => units[code] ?? "",
    }),
    [till, actions, refresh, reachable, units, cashier, cashierId, hold],
  );
  return <TillContext value={value}>{children}</TillContext>;
}

/** The server's clock, ticking here; the browser's own may be wrong. */
export function useTillNow(): Date {
  const { till } = useTill();
  const [now, setNow] = useState(till.now);
  useEffect(() => {
    const from = performance.now();
    setNow(till.now);
    const tick = () => setNow(new Date(till.now.getTime() + performance.now() - from));
    const timer = setInterval(tick, ASK_EVERY_MS / 2);
    return () => clearInterval(timer);
  }, [till.now]);
  return now;
}
