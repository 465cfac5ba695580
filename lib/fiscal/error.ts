import type { SellError } from "@/lib/registers";
import type { DecisionError } from "./core/error";

/** Every refusal of this room's ops. */
export type FiscalError =
  | SellError
  | DecisionError
  /** Another organisation's register, or none: the same answer. */
  | { readonly code: "fiscal.register_not_found" }
  | { readonly code: "fiscal.cashier_not_admitted" }
  /** One key, two different documents. */
  | { readonly code: "fiscal.idempotency_conflict" }
  /** Too many at once on one register; nothing was written. */
  | { readonly code: "fiscal.busy" }
  /** The national catalogue has no such code. */
  | { readonly code: "fiscal.good_unknown" }
  /** No register could ask the national catalogue now. */
  | { readonly code: "fiscal.catalogue_unreachable" }
  /** Nothing was made in those days. */
  | { readonly code: "fiscal.export_empty" }
  | { readonly code: "fiscal.export_backwards" }
  | { readonly code: "fiscal.export_too_long"; readonly recordsMax: number }
  /** There is no held document to settle. */
  | { readonly code: "fiscal.nothing_held" }
  /** The alarm was closed already. */
  | { readonly code: "fiscal.no_alarm" }
  /** A Z-report is never withdrawn: its shift is closed. */
  | { readonly code: "fiscal.z_stays" }
  /** The sale to be withdrawn was given back already. */
  | { readonly code: "fiscal.return_stands" }
  /** Restored from a backup and not yet compared with the operator. */
  | { readonly code: "fiscal.reconciling" };
