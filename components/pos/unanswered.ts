"use client";
import { useMemo } from "react";
import type { DoneIssue } from "./sale-flow";
import { useTill } from "./till-context";
import { useSent } from "./use-sent";

/** A document beside the sale, with the sale's own safety. `what` keeps its keys apart from those of the cart. */
export function useIssue(what: string, onMade?: (issue: DoneIssue) => void) {
  const { till, cashierId } = useTill();
  const registerId = till.register.id;
  const owner = useMemo(() => ({ registerId, cashierId: `${cashierId}:${what}` }), [registerId, cashierId, what]);
  return { ...useSent(owner, registerId, onMade), owner };
}

export type Issue = ReturnType<typeof useIssue>;
