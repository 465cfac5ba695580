import { err, ok, type Result } from "@/lib/kernel";

/** Where a register stands at the operator. Only an active one may send. */
export const REGISTER_STATUSES = ["draft", "registered", "active", "blocked", "deregistered"] as const;
export type RegisterStatus = (typeof REGISTER_STATUSES)[number];

export const REGISTER_EVENTS = ["register", "choose_tariff", "block", "unblock", "deregister"] as const;
export type RegisterEvent = (typeof REGISTER_EVENTS)[number];

/** The only place that names a transition. */
const TABLE: Readonly<Record<RegisterStatus, Partial<Record<RegisterEvent, RegisterStatus>>>> = {
  draft: { register: "registered" },
  registered: { choose_tariff: "active", deregister: "deregistered" },
  active: { block: "blocked", deregister: "deregistered" },
  blocked: { unblock: "active", deregister: "deregistered" },
  deregistered: {},
};

export type StatusError = { readonly code: "operator.wrong_status"; readonly status: RegisterStatus };

/** Moves a status by an event, or refuses naming the status that does not allow it. */
export function nextStatus(status: RegisterStatus, event: RegisterEvent): Result<RegisterStatus, StatusError> {
  const next = TABLE[status][event];
  return next ? ok(next) : err({ code: "operator.wrong_status", status });
}

/** Narrows a stored text to a status; one we do not know is a bug. */
export const isRegisterStatus = (text: string): text is RegisterStatus =>
  REGISTER_STATUSES.some((status) => status === text);

/** Why a register is blocked. A token that is out of date is lifted by a new one, everything else by the operator's staff. */
export const BLOCK_CAUSES = ["violation", "unpaid", "token", "disconnected", "other"] as const;
export type BlockCause = (typeof BLOCK_CAUSES)[number];

export const isBlockCause = (text: string): text is BlockCause => BLOCK_CAUSES.some((cause) => cause === text);
