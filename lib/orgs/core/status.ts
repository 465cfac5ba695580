import { err, ok, type Result } from "@/lib/kernel";

/** Where an organisation stands, from the first signature to the end. The first two are drafts. */
export const ORGANIZATION_STATUSES = ["key_verified", "details_given", "active", "suspended", "closed"] as const;
export type OrganizationStatus = (typeof ORGANIZATION_STATUSES)[number];

export const ORGANIZATION_EVENTS = ["give_details", "sign_contract", "suspend", "restore", "close"] as const;
export type OrganizationEvent = (typeof ORGANIZATION_EVENTS)[number];

/** The only place that names a transition. Details may be given again until the contract is signed. */
const TABLE: Readonly<Record<OrganizationStatus, Partial<Record<OrganizationEvent, OrganizationStatus>>>> = {
  key_verified: { give_details: "details_given" },
  details_given: { give_details: "details_given", sign_contract: "active" },
  active: { suspend: "suspended", close: "closed" },
  suspended: { restore: "active" },
  closed: {},
};

export type OrganizationStatusError = { readonly code: "orgs.wrong_status"; readonly status: OrganizationStatus };

/** Moves a status by an event, or refuses naming the status that does not allow it. */
export function nextStatus(
  status: OrganizationStatus,
  event: OrganizationEvent,
): Result<OrganizationStatus, OrganizationStatusError> {
  const next = TABLE[status][event];
  return next ? ok(next) : err({ code: "orgs.wrong_status", status });
}

/** Narrows a stored text to a status. */
export const isOrganizationStatus = (text: string): text is OrganizationStatus =>
  ORGANIZATION_STATUSES.some((status) => status === text);
