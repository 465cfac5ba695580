import { err, ok, type Result } from "@/lib/kernel";
import { BLOCK_CAUSES, type BlockCause } from "./blocks";
import { nextStatus, type RegisterStatus, type StatusError } from "./status";

/** Days after the paid month in which the register still works and the charge is tried again. */
export const GRACE_DAYS = 7;
const GRACE_MS = GRACE_DAYS * 24 * 60 * 60 * 1000;

/** What decides whether a register may be used. */
export type RegisterState = {
  readonly status: RegisterStatus;
  readonly blocks: ReadonlySet<BlockCause>;
  readonly paidUntil: Date | null;
};

export type SellError =
  | { readonly code: "registers.not_active"; readonly status: RegisterStatus }
  | { readonly code: "registers.organization_suspended" }
  | { readonly code: `registers.blocked_${Exclude<BlockCause, "organization">}` };

/** Tells whether the paid period is over: the badge «Необходимо продлить». It begins at the very end of the period. */
export const needsProlonging = (state: Pick<RegisterState, "paidUntil">, now: Date): boolean =>
  state.paidUntil !== null && now >= state.paidUntil;

/** Tells whether even the days of grace are over. It holds although no nightly job ran. */
export const paymentLapsed = (state: Pick<RegisterState, "paidUntil">, now: Date): boolean =>
  state.paidUntil !== null && now.getTime() >= state.paidUntil.getTime() + GRACE_MS;

/** The causes that hold at a moment: the stored ones and what the calendar adds, in a fixed order. */
export function blocksAt(state: RegisterState, now: Date): readonly BlockCause[] {
  const lapsed = paymentLapsed(state, now);
  return BLOCK_CAUSES.filter((cause) => state.blocks.has(cause) || (cause === "billing" && lapsed));
}

function sell(state: RegisterState, now: Date): Result<true, SellError> {
  if (state.status !== "active") return err({ code: "registers.not_active", status: state.status });
  const [first] = blocksAt(state, now);
  if (first === "organization") return err({ code: "registers.organization_suspended" });
  return first ? err({ code: `registers.blocked_${first}` }) : ok(true);
}

/** Allowed, with the status that follows. */
const allows =
  (event: Parameters<typeof nextStatus>[1]) =>
  (state: Pick<RegisterState, "status">): Result<RegisterStatus, StatusError> =>
    nextStatus(state.status, event);

/**
 * What may be done to a register now, or the coded reason why not. The screen disables with that reason; the op refuses with it.
 */
export const registerCan = {
  sell,
  signApplication: allows("sign_application"),
  submitCard: allows("submit_card"),
  beApproved: allows("approve"),
  beRejected: allows("reject"),
  prolong: (state: Pick<RegisterState, "status">): Result<true, StatusError> =>
    state.status === "active" ? ok(true) : err({ code: "registers.wrong_status", status: state.status }),
  takeNewToken: (state: Pick<RegisterState, "status">): Result<true, StatusError> =>
    state.status === "active" ? ok(true) : err({ code: "registers.wrong_status", status: state.status }),
} as const;
