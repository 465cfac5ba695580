import type { AccountKind } from "./realm";

const TABLE = {
  owner: ["cabinet", "organization", "members", "billing", "registers", "cashiers", "goods", "receipts"],
  manager: ["cabinet", "registers", "cashiers", "goods", "receipts"],
  accountant: ["cabinet", "billing", "receipts"],
  admin: ["moderation", "payments", "allOrganizations", "allRegisters"],
  cashier: ["till"],
  ofd_admin: ["operator"],
  ofd_staff: ["operatorStaff"],
} as const satisfies Record<AccountKind, readonly string[]>;

/** What an account may do. The one table of rights; "of whose data" is answered by the tenant, not here. */
export type Capability = (typeof TABLE)[AccountKind][number];

/** Tells whether accounts of a kind have a capability. */
export const can = (kind: AccountKind, capability: Capability): boolean =>
  (TABLE[kind] as readonly Capability[]).includes(capability); // cast: a narrower list of the same words

/** The least that everybody in an area has: asked where a page or action names no capability of its own. */
export const AREA_CAPABILITY = { cabinet: "organization", pos: "till", ofd: "operator" } as const;
