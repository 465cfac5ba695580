import type { HoldCause } from "./reactions";
import { type RegisterState, unsentCount } from "./register";

/**
 * What to do next for a register, under its lease:
 * resend: the frame that is out goes again, the very same; seal: the head of the queue gets its frame; probe: SYSTEM asks whether
 * the operator works again; resolve_token: INFO with the fresh token tells whether the refused frame was booked; reconcile: after a
 * restore INFO tells whether the operator knows more than we do; rest: nothing.
 */
export type Step = "resend" | "seal" | "probe" | "resolve_token" | "reconcile" | "rest";

/** The code of a token that the operator does not know. */
export const INVALID_TOKEN = 2;

/** The state machine of the transmission: the pending frame goes before everything else (ofd-protocol §2.3, §2.5, §10). */
export function nextStep(state: RegisterState, holds: ReadonlySet<HoldCause>): Step {
  const { pending, freshTokenCipher } = state.wire;
  const people = holds.has("protocol") || holds.has("data");
  // After a restore even the frame that was out waits: it may have been answered after the backup was made.
  if (state.reconcile) return people || holds.has("token") ? "rest" : "reconcile";
  if (pending?.code === INVALID_TOKEN) return freshTokenCipher === null || people ? "rest" : "resolve_token";
  if (holds.has("ofd")) return "probe";
  if (people || holds.has("token")) return "rest";
  if (pending) return "resend";
  return unsentCount(state) > 0 ? "seal" : "rest";
}

/** The next request number: 16 bits, then from zero. */
export const nextRequestNumber = (last: number): number => (last + 1) % 65_536;

/** The state after a document was settled for good: the queue moves, and an empty queue means online. */
export function moveQueue(state: RegisterState, settledNumber: number, booked: boolean): RegisterState {
  const sentNumber = settledNumber;
  const empty = state.lastNumber === sentNumber;
  return {
    ...state,
    sentNumber,
    bookedNumber: booked ? settledNumber : state.bookedNumber,
    offlineSince: empty ? null : state.offlineSince,
    wire: { ...state.wire, pending: null },
  };
}
