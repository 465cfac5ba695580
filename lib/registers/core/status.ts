import { err, ok, type Result } from "@/lib/kernel";

/** Where a register stands between the form and the scrap heap. */
export const REGISTER_STATUSES = [
  "awaiting_signature",
  "awaiting_rnm",
  "in_moderation",
  "rejected",
  "active",
  "deregistered",
] as const;
export type RegisterStatus = (typeof REGISTER_STATUSES)[number];

/** What may happen to it. */
export const REGISTER_EVENTS = ["sign_application", "submit_card", "approve", "reject", "deregister"] as const;
export type RegisterEvent = (typeof REGISTER_EVENTS)[number];

/** The only place that names a transition. A rejected register comes back with the same РНМ. */
const TABLE: Readonly<Record<RegisterStatus, Partial<Record<RegisterEvent, RegisterStatus>>>> = {
  awaiting_signature: { sign_application: "awaiting_rnm" },
  awaiting_rnm: { submit_card: "in_moderation" },
  in_moderation: { approve: "active", reject: "rejected" },
  rejected: { submit_card: "in_moderation" },
  active: { deregister: "deregistered" },
  deregistered: {},
};

export type StatusError = { readonly code: "registers.wrong_status"; readonly status: RegisterStatus };

/** Moves a status by an event, or refuses naming the status that does not allow it. */
export function nextStatus(status: RegisterStatus, event: RegisterEvent): Result<RegisterStatus, StatusError> {
  const next = TABLE[status][event];
  return next ? ok(next) : err({ code: "registers.wrong_status", status });
}

/** Narrows a stored text to a status; a status we do not know is a bug. */
export const isRegisterStatus = (text: string): text is RegisterStatus =>
  REGISTER_STATUSES.some((status) => status === text);
