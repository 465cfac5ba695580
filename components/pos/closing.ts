"use client";
import { useCallback, useRef } from "react";
import { IDLE } from "@/lib/http/state";
import type { ShownReport } from "./shown";
import { useTill } from "./till-context";
import { useIssue } from "./unanswered";

/**
 * The end of the shift, with the safety of a sale: its key outlives a reload, so a second press closes nothing twice, and a report
 * whose answer was lost is shown when it is found.
 */
export function useClosing(onClosed: (report: ShownReport) => void) {
  const { till, actions } = useTill();
  const registerId = till.register.id;
  const listener = useRef(onClosed);
  listener.current = onClosed;
  const issue = useIssue(
    "close",
    useCallback(({ document, slip }) => listener.current({ document, slip }), []),
  );
  return {
    progress: issue.progress,
    refusal: issue.refusal,
    /** Asks for the Z-report, or again for the one that was not answered. */
    close: () => (issue.held ? issue.askAgain() : issue.issue((key) => actions.closeShift(IDLE, { registerId, key }))),
  };
}

export type Closing = ReturnType<typeof useClosing>;
